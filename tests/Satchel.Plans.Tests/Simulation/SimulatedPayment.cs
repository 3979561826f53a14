using Satchel.Server.Payments;

namespace Satchel.Plans.Tests.Simulation;

/// <summary>Money that moved at the provider: what is true, whoever was told.</summary>
internal sealed record SimulatedPayment(string Order, PaymentKind Kind, string Transaction, Money Amount, DateTimeOffset At);
