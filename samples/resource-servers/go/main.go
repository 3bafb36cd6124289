package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/golang-jwt/jwt"
)

type accessToken struct {
	jwt.RegisteredClaims
	Roles []string `json:"roles"`
}

var (
	issuer   = os.Getenv("ISSUER")
	audience = setting("AUDIENCE", issuer)
	parser   = jwt.NewParser(jwt.WithValidMethods([]string{"ES256"}))
)

func main() {
	keys, err := newKeys(issuer)
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/orders/mine", with(keys, nil, func(token accessToken) string { return "Orders of " + token.Subject }))
	http.HandleFunc("/refunds", with(keys, []string{"support", "admin"}, func(accessToken) string { return "All refunds" }))
	port := setting("PORT", "8080")
	fmt.Println("listening on port", port)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}

func with(keys *keys, roles []string, text func(accessToken) string) http.HandlerFunc {
	return func(response http.ResponseWriter, request *http.Request) {
		parts := strings.Fields(request.Header.Get("Authorization"))
		if len(parts) != 2 || !strings.EqualFold(parts[0], "Bearer") {
			refuse(response, http.StatusUnauthorized, "Bearer")
			return
		}
		token, err := verify(parts[1], keys)
		switch {
		case errors.Is(err, errNoKeys):
			response.Header().Set("Retry-After", "5")
			response.WriteHeader(http.StatusServiceUnavailable)
		case err != nil:
			refuse(response, http.StatusUnauthorized, `Bearer error="invalid_token"`)
		case len(roles) > 0 && !token.hasOneOf(roles):
			refuse(response, http.StatusForbidden, `Bearer error="insufficient_scope"`)
		default:
			fmt.Fprint(response, text(token))
		}
	}
}

func verify(text string, keys *keys) (accessToken, error) {
	claims := accessToken{}
	token, err := parser.ParseWithClaims(text, &claims, keys.of)
	if err != nil {
		return claims, err
	}
	// golang-jwt compares neither of these by itself, and takes a token without exp.
	if token.Header["typ"] != "at+jwt" || !claims.VerifyIssuer(issuer, true) || !claims.VerifyAudience(audience, true) ||
		!claims.VerifyExpiresAt(jwt.TimeFunc(), true) {
		return claims, errors.New("not an access token for this API")
	}
	return claims, nil
}

func (token accessToken) hasOneOf(roles []string) bool {
	for _, has := range token.Roles {
		for _, role := range roles {
			if has == role {
				return true
			}
		}
	}
	return false
}

func refuse(response http.ResponseWriter, status int, challenge string) {
	response.Header().Set("WWW-Authenticate", challenge)
	response.WriteHeader(status)
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
