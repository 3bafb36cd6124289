package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt"
)

const (
	maximumAge = 5 * time.Minute
	cooldown   = 10 * time.Second
)

var errNoKeys = errors.New("the keys cannot be fetched")

// keys are the issuer's, by key id.
type keys struct {
	uri   string
	http  http.Client
	lock  sync.Mutex
	known map[string]*ecdsa.PublicKey
	asked time.Time
}

// newKeys reads the metadata, which must name the issuer they were asked for (RFC 8414).
func newKeys(issuer string) (*keys, error) {
	at, err := url.Parse(issuer)
	if err != nil {
		return nil, err
	}
	found := &keys{http: http.Client{Timeout: 5 * time.Second}}
	var metadata struct {
		Issuer  string
		JwksURI string `json:"jwks_uri"`
	}
	path := strings.TrimSuffix(at.Path, "/")
	if err := found.read(at.Scheme+"://"+at.Host+"/.well-known/oauth-authorization-server"+path, &metadata); err != nil {
		return nil, err
	}
	if metadata.Issuer != issuer {
		return nil, fmt.Errorf("%s calls itself %s", issuer, metadata.Issuer)
	}
	found.uri = metadata.JwksURI
	return found, nil
}

// of is the key that the token names.
func (keys *keys) of(token *jwt.Token) (interface{}, error) {
	kid, _ := token.Header["kid"].(string)
	keys.lock.Lock()
	defer keys.lock.Unlock()
	age := time.Since(keys.asked)
	if keys.known[kid] == nil && age > cooldown || age > maximumAge {
		keys.fetch()
	}
	if keys.known == nil {
		return nil, errNoKeys
	}
	if key := keys.known[kid]; key != nil {
		return key, nil
	}
	return nil, errors.New("unknown key id")
}

func (keys *keys) fetch() {
	keys.asked = time.Now()
	var set struct {
		Keys []struct{ Kid, Alg, Crv, X, Y string }
	}
	if keys.read(keys.uri, &set) != nil {
		return
	}
	known := map[string]*ecdsa.PublicKey{}
	for _, jwk := range set.Keys {
		x, errX := base64.RawURLEncoding.DecodeString(jwk.X)
		y, errY := base64.RawURLEncoding.DecodeString(jwk.Y)
		key := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
		if errX == nil && errY == nil && jwk.Alg == "ES256" && jwk.Crv == "P-256" && key.Curve.IsOnCurve(key.X, key.Y) {
			known[jwk.Kid] = key
		}
	}
	keys.known = known
}

func (keys *keys) read(address string, into interface{}) error {
	response, err := keys.http.Get(address)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", address, response.Status)
	}
	return json.NewDecoder(http.MaxBytesReader(nil, response.Body, 64<<10)).Decode(into)
}
