using System.Text.Json;
using System.Text.Json.Serialization;

using Tandem.Client.Endpoints;
using Tandem.Client.Responses;
using Tandem.Client.Storage;

namespace Tandem.Client;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(LogoutRequest))]
[JsonSerializable(typeof(TokenResponseWire))]
[JsonSerializable(typeof(TicketResponse))]
[JsonSerializable(typeof(StoredTokens))]
internal sealed partial class ClientJson : JsonSerializerContext;
