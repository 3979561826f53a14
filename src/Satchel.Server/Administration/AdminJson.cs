using System.Text.Json.Serialization;

namespace Satchel.Server.Administration;

/// <summary>What the operator's commands write as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportLine))]
[JsonSerializable(typeof(DeletionPlan))]
[JsonSerializable(typeof(VoucherEntry))]
[JsonSerializable(typeof(OrderEntry))]
[JsonSerializable(typeof(PaymentEntry))]
internal sealed partial class AdminJson : JsonSerializerContext;
