using System.Text.Json.Serialization;

namespace Satchel.Accounts.Messages;

/// <summary>How the messages stand in JSON: names in camel case, bytes as base64url, nothing where there is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 8,
    Converters = [typeof(Base64UrlConverter)])]
[JsonSerializable(typeof(RegistrationRequest))]
[JsonSerializable(typeof(RegistrationAnswer))]
[JsonSerializable(typeof(SignupRequest))]
[JsonSerializable(typeof(SignupAnswer))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(LoginFinish))]
[JsonSerializable(typeof(LoginResult))]
[JsonSerializable(typeof(ChallengeRequest))]
[JsonSerializable(typeof(ChallengeAnswer))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(NewDevice))]
[JsonSerializable(typeof(AddedDevice))]
[JsonSerializable(typeof(DeviceList))]
[JsonSerializable(typeof(AccountInfo))]
[JsonSerializable(typeof(AccountEventList))]
[JsonSerializable(typeof(PageLinkAnswer))]
[JsonSerializable(typeof(ServerTime))]
[JsonSerializable(typeof(ProblemDocument))]
public sealed partial class AccountsJson : JsonSerializerContext;
