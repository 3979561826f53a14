namespace Satchel.Plans.Tests.Simulation;

/// <summary>What happened, so that a simulation in which nothing did is not taken for one that found nothing.</summary>
internal sealed class SimulationFigures
{
    public int Steps { get; set; }

    public int Deaths { get; set; }

    public int Leaps { get; set; }

    public int Orders { get; set; }

    public int Payments { get; set; }

    public int GivenBack { get; set; }

    public int Known { get; set; }

    public int Asked { get; set; }

    public int Trashed { get; set; }

    public int Erased { get; set; }

    public int BroughtBack { get; set; }

    public override string ToString() =>
        $"{Steps} steps, {Deaths} deaths, {Leaps} leaps of the clock; {Orders} orders, {Payments} payments, {GivenBack} given or taken back, {Known} deliveries known already, {Asked} payments found by asking; " +
        $"{Trashed} accounts into the trash, {BroughtBack} brought back, {Erased} erased";
}
