export { createSender, type MailConfig, type Sender, verifySmtp } from "./sender.ts";
export { type Mail, MAIL_PREFIX, type MailJob, putMail } from "./jobs.ts";
export { type MailQueue, startMailQueue } from "./queue.ts";
