// A provider made of Zitadel's OpenID Connect library (certified), with the pages of its example.
// It is given a port, the redirect URI of its one client, and a file of users.
package main

import (
	"log"
	"net"
	"net/http"
	"os"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	users, err := storage.StoreFromFile(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	storage.RegisterClients(storage.WebClient("epicme", "a-secret-of-the-client", os.Args[2]))
	issuer := "http://127.0.0.1:" + os.Args[1] + "/"
	server := exampleop.SetupServer(issuer, storage.NewStorage(users), nil, false)
	log.Println("Listening")
	log.Fatal(http.Serve(listener, server))
}
