namespace Satchel.Fuzz;

/// <summary>All targets, with the folder in which those work that need files.</summary>
internal sealed class FuzzTargets : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-fuzz-").FullName;

    public FuzzTargets() => All = [.. new ChatTargets(_folder).All(), .. new VaultTargets().All(), .. new RecordTargets().All()];

    /// <summary>The targets.</summary>
    public IReadOnlyList<FuzzTarget> All { get; }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
