// A client with the Go SDK and its OAuth. A test asks in lines of JSON, and is answered in lines of
// JSON.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/auth"
	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/modelcontextprotocol/go-sdk/oauthex"
	"golang.org/x/oauth2"
)

const callback = "http://127.0.0.1:33419/callback"

var lines = bufio.NewReader(os.Stdin)

type request struct {
	Tool      string
	Arguments map[string]any
	Later     int
	Redirect  string
}

func main() {
	ctx := context.Background()
	source := &source{}
	handler, err := auth.NewAuthorizationCodeHandler(&auth.AuthorizationCodeHandlerConfig{
		DynamicClientRegistrationConfig: &auth.DynamicClientRegistrationConfig{
			Metadata: &oauthex.ClientRegistrationMetadata{
				ClientName:              "A client with the Go SDK",
				RedirectURIs:            []string{callback},
				GrantTypes:              []string{"authorization_code", "refresh_token"},
				TokenEndpointAuthMethod: "none",
			},
		},
		RequestRefreshToken:      true,
		AuthorizationCodeFetcher: fetchCode,
		NewTokenSource:           source.begin,
	})
	if err != nil {
		log.Fatal(err)
	}
	client := mcp.NewClient(&mcp.Implementation{Name: "epicme-tests", Version: "1.0.0"}, nil)
	session, err := client.Connect(ctx, &mcp.StreamableClientTransport{
		Endpoint:     os.Args[1],
		OAuthHandler: handler,
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	say(map[string]any{"protocol": session.InitializeResult().ProtocolVersion})
	for {
		asked, ok := hear()
		if !ok {
			return
		}
		answer, err := perform(ctx, session, source, asked)
		if err != nil {
			answer = map[string]any{"failed": err.Error()}
		}
		say(answer)
	}
}

func perform(
	ctx context.Context, session *mcp.ClientSession, source *source, asked request,
) (map[string]any, error) {
	switch {
	case asked.Later > 0:
		source.expire()
		return map[string]any{}, nil
	case asked.Tool != "":
		result, err := session.CallTool(ctx, &mcp.CallToolParams{
			Name: asked.Tool, Arguments: asked.Arguments,
		})
		if err != nil {
			return nil, err
		}
		var texts []string
		for _, block := range result.Content {
			if text, ok := block.(*mcp.TextContent); ok {
				texts = append(texts, text.Text)
			}
		}
		return map[string]any{
			"isError":    result.IsError,
			"text":       strings.Join(texts, "\n"),
			"structured": result.StructuredContent,
		}, nil
	default:
		result, err := session.ListTools(ctx, nil)
		if err != nil {
			return nil, err
		}
		names := []string{}
		for _, tool := range result.Tools {
			names = append(names, tool.Name)
		}
		return map[string]any{"tools": names}, nil
	}
}

// fetchCode shows the person where to sign in, and reads where their browser was sent back to.
func fetchCode(
	_ context.Context, args *auth.AuthorizationArgs,
) (*auth.AuthorizationResult, error) {
	fmt.Println(args.URL)
	asked, _ := hear()
	back, err := url.Parse(asked.Redirect)
	if err != nil {
		return nil, err
	}
	query := back.Query()
	return &auth.AuthorizationResult{
		Code: query.Get("code"), State: query.Get("state"), Iss: query.Get("iss"),
	}, nil
}

// source is the token source of the SDK, whose token can be made to have expired.
type source struct {
	ctx    context.Context
	config *oauth2.Config
	oauth2.TokenSource
}

func (s *source) begin(
	ctx context.Context, config *oauth2.Config, token *oauth2.Token,
) (oauth2.TokenSource, error) {
	s.ctx, s.config = ctx, config
	s.TokenSource = config.TokenSource(ctx, token)
	return s, nil
}

func (s *source) expire() {
	token, err := s.Token()
	if err != nil {
		log.Fatal(err)
	}
	expired := *token
	expired.Expiry = time.Now().Add(-time.Minute)
	s.TokenSource = s.config.TokenSource(s.ctx, &expired)
}

func say(answer map[string]any) {
	line, err := json.Marshal(answer)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(line))
}

func hear() (request, bool) {
	var asked request
	line, err := lines.ReadBytes('\n')
	if err != nil {
		return asked, false
	}
	if err := json.Unmarshal(line, &asked); err != nil {
		log.Fatal(err)
	}
	return asked, true
}
