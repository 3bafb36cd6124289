// golang-jwt, as it is by default and as docs/reference/verifiers.md sets it: the same lines as tests/programs/javascript/verifiers/verifiers.mjs.
package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/golang-jwt/jwt"
)

var issuer, audience = os.Args[1], os.Args[2]
var keys = map[string]*ecdsa.PublicKey{}

func main() {
	clock := time.Now()
	jwt.TimeFunc = func() time.Time { return clock }
	say("versions", "golang-jwt", os.Args[3])
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var asked struct {
			Setting, Token string
			At             int64
		}
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		clock = time.UnixMilli(asked.At)
		roles, err := verify(asked.Token, asked.Setting == "strict")
		if err != nil {
			roles = "refused: " + err.Error()
		}
		say("seen", "golang-jwt", roles)
	}
}

func verify(text string, strict bool) (string, error) {
	parser := jwt.NewParser()
	if strict {
		parser = jwt.NewParser(jwt.WithValidMethods([]string{"ES256"}))
	}
	claims := jwt.MapClaims{}
	token, err := parser.ParseWithClaims(text, claims, key)
	if err != nil {
		return "", err
	}
	if strict && (token.Header["typ"] != "at+jwt" || !claims.VerifyIssuer(issuer, true) || !claims.VerifyAudience(audience, true)) {
		return "", errors.New("typ, iss or aud")
	}
	var roles []string
	for _, role := range claims["roles"].([]interface{}) {
		roles = append(roles, role.(string))
	}
	return strings.Join(roles, " "), nil
}

func key(token *jwt.Token) (interface{}, error) {
	kid, _ := token.Header["kid"].(string)
	if keys[kid] == nil {
		if err := fetch(); err != nil {
			return nil, err
		}
	}
	if keys[kid] == nil {
		return nil, errors.New("unknown kid")
	}
	return keys[kid], nil
}

func fetch() error {
	response, err := http.Get(issuer + "/.well-known/jwks.json")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var set struct {
		Keys []struct{ Kid, X, Y string }
	}
	if err := json.NewDecoder(response.Body).Decode(&set); err != nil {
		return err
	}
	keys = map[string]*ecdsa.PublicKey{}
	for _, jwk := range set.Keys {
		keys[jwk.Kid] = &ecdsa.PublicKey{Curve: elliptic.P256(), X: number(jwk.X), Y: number(jwk.Y)}
	}
	return nil
}

func number(text string) *big.Int {
	bytes, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return new(big.Int).SetBytes(bytes)
}

func say(kind, name, what string) {
	text, err := json.Marshal(map[string]string{name: what})
	if err != nil {
		panic(err)
	}
	fmt.Println(kind, string(text))
}
