namespace Satchel.Plans.Tests.Simulation;

/// <summary>Somebody with an account, and how they are.</summary>
/// <param name="Account">The account.</param>
/// <param name="Loyalty">How likely they pay again when a plan ends, of 100.</param>
/// <param name="IsHasty">Whether they press twice, and pay in two windows.</param>
internal sealed record SimulatedPerson(string Account, int Loyalty, bool IsHasty)
{
    /// <summary>The end that they have thought about paying at already.</summary>
    public long? DecidedAt { get; set; }

    /// <summary>When they will pay, by the true time; null where they will not.</summary>
    public DateTimeOffset? PaysAt { get; set; }
}
