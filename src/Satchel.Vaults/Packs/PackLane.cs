namespace Satchel.Vaults.Packs;

/// <summary>One of a writer's open packs: chunks go apart from nodes, so that what is read together lies together.</summary>
internal sealed class PackLane : IDisposable
{
    /// <summary>Held by who adds an object or closes the pack.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    public PackBuilder? Open { get; set; }

    /// <summary>The memory of the open pack.</summary>
    public PackMemory? Memory { get; set; }

    /// <summary>The number of the open pack among the writer's.</summary>
    public int Number { get; set; }

    public void Dispose() => Gate.Dispose();
}
