# syntax=docker/dockerfile:1
FROM denoland/deno:2.9.6 AS build
WORKDIR /srv/epicme
COPY deno.json deno.lock LICENSE main.ts ./
COPY app/timeline/deno.json app/timeline/deno.json
COPY containers/prune.ts containers/prune.ts
COPY lib lib
COPY routes routes
COPY scripts scripts
# What starts here: the server, the threads of its search and of imports, and the tasks of operators.
ENV ENTRIES="main.ts lib/search/sqlite/worker.ts lib/search/follow/long/worker.ts lib/services/import_thread/thread.ts lib/pictures/worker.ts scripts/backup.ts scripts/doctor.ts scripts/erase.ts scripts/reindex.ts scripts/restore.ts scripts/vacuum.ts"
# Only the packages that these import, in the versions of deno.lock: 88 MB, 30 of them decoders.
RUN DENO_DIR=/tmp/deno deno run -q -A containers/prune.ts $ENTRIES \
    && DENO_DIR=/srv/deno deno cache -q $ENTRIES \
    && rm -r containers \
    && chmod -R go=rX /srv
# A directory that is copied keeps its mode: the journals are for the user of the server only.
RUN install -d -m 0700 /volume/data

FROM denoland/deno:distroless-2.9.6
WORKDIR /srv/epicme
ENV DENO_DIR=/srv/deno DENO_NO_UPDATE_CHECK=1 HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
# Garbage is collected sooner, for half of the memory: docs/operations.md, "Memory under load".
ENV MALLOC_ARENA_MAX=2
COPY --from=build /srv /srv
COPY --from=build --chown=65532:65532 /volume /
USER 65532:65532
VOLUME ["/data"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["/bin/deno", "eval", "-q", "const { ok } = await fetch(`http://127.0.0.1:${Deno.env.get('PORT')}/health`); Deno.exit(ok ? 0 : 1)"]
CMD ["run", "-q", "--v8-flags=--max-semi-space-size=8,--heap-growing-percent=100", "--frozen", "--cached-only", "--allow-net", "--allow-env", "--allow-sys", "--allow-read", "--allow-write=/data", "main.ts"]
