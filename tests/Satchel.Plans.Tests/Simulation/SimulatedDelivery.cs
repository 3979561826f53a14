using Satchel.Server.Payments;

namespace Satchel.Plans.Tests.Simulation;

/// <summary>News on its way to the server.</summary>
internal sealed record SimulatedDelivery(DateTimeOffset ArrivesAt, PaymentNotice Notice, bool IsCertain);
