using Satchel.Server.Payments;
using Satchel.Server.Subscriptions;

namespace Satchel.Plans.Tests.Simulation;

/// <summary>
/// Somebody who takes money and tells of it: twice, late, out of order, or never. What was paid and not told is found by
/// asking; what was given or taken back is told until it is heard.
/// </summary>
internal sealed class SimulatedProvider(Random random, SimulationClock clock)
{
    public const string Name = "provider";

    private readonly List<SimulatedDelivery> _underWay = [];

    /// <summary>All money that moved.</summary>
    public List<SimulatedPayment> Truth { get; } = [];

    /// <summary>Moves money, and sends the news on its way.</summary>
    public void Move(Order order, PaymentKind kind)
    {
        var payment = new SimulatedPayment(order.Id, kind, $"{kind} {Truth.Count}", order.Due, clock.True);
        Truth.Add(payment);
        bool isLost = kind == PaymentKind.Payment && random.Next(10) == 0;
        int copies = isLost ? 0 : 1 + (random.Next(3) == 0 ? random.Next(1, 4) : 0);
        string delivery = $"event {Truth.Count}";
        for (int copy = 0; copy < copies; copy++)
        {
            // Some copies are the same delivery again, some another one about the same payment.
            string name = copy > 0 && random.Next(2) == 0 ? $"{delivery} again {copy}" : delivery;
            Send(payment, name, Delay(), isCertain: kind != PaymentKind.Payment);
        }
    }

    /// <summary>What has arrived by now, in no order.</summary>
    public IReadOnlyList<SimulatedDelivery> Arrive()
    {
        SimulatedDelivery[] arrived = [.. _underWay.Where(delivery => delivery.ArrivesAt <= clock.True)];
        _underWay.RemoveAll(delivery => delivery.ArrivesAt <= clock.True);
        random.Shuffle(arrived);
        return arrived;
    }

    /// <summary>Sends again what nobody heard, as long as somebody has to.</summary>
    public void SendAgain(SimulatedDelivery delivery)
    {
        if (delivery.IsCertain || random.Next(4) > 0)
        {
            _underWay.Add(delivery with { ArrivesAt = clock.True + TimeSpan.FromHours(random.Next(1, 48)) });
        }
    }

    /// <summary>What there is to say of an order to whoever asks; null where it was not paid.</summary>
    public PaymentNotice? Ask(Order order) => Truth.Find(payment => payment.Order == order.Id && payment.Kind == PaymentKind.Payment) is { } payment
        ? NoticeOf(payment, $"asked {payment.Transaction}")
        : null;

    private TimeSpan Delay() => random.Next(4) switch
    {
        0 => TimeSpan.FromSeconds(random.Next(60)),
        1 => TimeSpan.FromHours(random.Next(24)),
        2 => TimeSpan.FromHours(random.Next(72)),
        _ => TimeSpan.FromDays(random.Next(12)),
    };

    private void Send(SimulatedPayment payment, string delivery, TimeSpan delay, bool isCertain) =>
        _underWay.Add(new SimulatedDelivery(clock.True + delay, NoticeOf(payment, delivery), isCertain));

    private static PaymentNotice NoticeOf(SimulatedPayment payment, string delivery) =>
        new(Name, delivery, "00", payment.Order, null, payment.Kind, payment.Transaction, payment.Amount, payment.At);
}
