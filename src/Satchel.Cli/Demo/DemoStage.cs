using System.Security.Cryptography;

namespace Satchel.Cli.Demo;

/// <summary>The folder that a demo plays in: a phone, a vault, and a home of its own, so that nothing of the person's is touched.</summary>
internal sealed class DemoStage : IDisposable
{
    private readonly bool _keep;
    private readonly Session _session;

    private DemoStage(string folder, bool keep, Session session)
    {
        Folder = folder;
        _keep = keep;
        _session = session;
    }

    /// <summary>All of it.</summary>
    public string Folder { get; }

    /// <summary>The made-up phone.</summary>
    public string Phone => At("phone");

    /// <summary>The vault.</summary>
    public string Vault => At("vault");

    /// <summary>The file with the passphrase.</summary>
    public string PassphraseFile => At("passphrase.txt");

    /// <summary>Makes the folder.</summary>
    public static DemoStage Open(bool keep, Session session)
    {
        var stage = new DemoStage(Directory.CreateTempSubdirectory("satchel-demo-").FullName, keep, session);
        File.WriteAllText(stage.PassphraseFile, RandomNumberGenerator.GetHexString(32, lowercase: true) + "\n");
        return stage;
    }

    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>The environment in which a person would type the demo's commands.</summary>
    public Session SessionFor(Terminal terminal) => new(
        terminal,
        new Dictionary<string, string>
        {
            ["SATCHEL_HOME"] = At("home"),
            ["SATCHEL_VAULT"] = Vault,
            ["SATCHEL_PASSPHRASE_FILE"] = PassphraseFile,
        },
        _session.Time);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_keep)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
