using System.Text.Json;
using System.Text.Json.Serialization;

using Microsoft.AspNetCore.Mvc;

using Tandem.AspNetCore.Accounts;
using Tandem.AspNetCore.Passwords;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.Sessions;
using Tandem.AspNetCore.SignIn;
using Tandem.AspNetCore.Tickets;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>The bodies of the endpoints.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = 8,
    Converters = [typeof(UtcTimeConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(LogoutRequest))]
[JsonSerializable(typeof(PasswordChangeRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(TicketResponse))]
[JsonSerializable(typeof(IReadOnlyList<SessionResponse>))]
// For the OpenAPI document of a native executable.
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class TandemJson : JsonSerializerContext;
