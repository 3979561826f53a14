using System.Text.Json.Serialization;
using Satchel.Server.Plans;

namespace Satchel.Server.Subscriptions;

/// <summary>What is read and written as JSON about plans, orders and families.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(OrderAnswer))]
[JsonSerializable(typeof(OrderList))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(FamilyAnswer))]
[JsonSerializable(typeof(InvitationAnswer))]
[JsonSerializable(typeof(CatalogueAnswer))]
internal sealed partial class SubscriptionsJson : JsonSerializerContext;
