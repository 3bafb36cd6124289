// Signs in, refreshes three times, signs out, and refreshes once more.
// go run cookiejar.go https://crm.example.com [CERTIFICATES]; prints the status of each response.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strings"
)

func main() {
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	if len(os.Args) > 2 {
		pem, err := os.ReadFile(os.Args[2])
		if err != nil {
			log.Fatal(err)
		}
		roots := x509.NewCertPool()
		roots.AppendCertsFromPEM(pem)
		client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	}

	post(client, "login", `{"email":"ada@example.com","password":"correct horse battery"}`)
	for _, endpoint := range []string{"refresh", "refresh", "refresh", "logout", "refresh"} {
		post(client, endpoint, "")
	}
}

func post(client *http.Client, endpoint, body string) {
	response, err := client.Post(os.Args[1]+"/api/auth/"+endpoint, "application/json", strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	response.Body.Close()
	fmt.Println(response.StatusCode)
}
