namespace Satchel.Server.Payments;

/// <summary>An amount of money: never a fraction, never without its currency.</summary>
/// <param name="Amount">In the currency's smallest unit: fen, cents.</param>
/// <param name="Currency">An ISO 4217 code; <see cref="None"/> where nothing is paid.</param>
internal sealed record Money(long Amount, string Currency)
{
    /// <summary>ISO 4217's code for no currency, of what is given and not sold.</summary>
    public const string None = "XXX";
}
