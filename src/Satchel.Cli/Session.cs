using Satchel.Storage;

namespace Satchel.Cli;

/// <summary>What a run of the program has around it: where words go, the environment, the clock. Nothing else is looked at, so tests can give it all.</summary>
internal sealed class Session(Terminal terminal, IReadOnlyDictionary<string, string> environment, TimeProvider time)
{
    private HomeFolders? _home;

    /// <summary>Where words go.</summary>
    public Terminal Terminal { get; } = terminal;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Settings and cache of this person, made when first asked for.</summary>
    public HomeFolders Home => _home ??= HomeFolders.Prepare(this);

    /// <summary>What opening a vault's storage needs besides its location.</summary>
    public StorageAccess Storage => new(Time) { Variable = Variable };

    /// <summary>The storage of the vault that is worked on, where somebody else keeps it: named when it does not give back what it took.</summary>
    public string? KeptBy { get; set; }

    /// <summary>A variable of the environment; null where it is not set or empty.</summary>
    public string? Variable(string name) => environment.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
