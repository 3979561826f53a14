using System.Text.Json;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Native;
using Satchel.Spool;

namespace Satchel.Restoring;

/// <summary>
/// Where the files of a source that lay in a container are written before the container is made of them: in the target folder, so that nothing
/// is copied to another volume. It is gone when this is disposed.
/// </summary>
internal sealed class ContainerStage : IDisposable
{
    /// <summary>The container whose databases name it, and that holds the whole source: an iPhone backup (docs/format.md, 10.1).</summary>
    public const string ContainerName = "ios-backup";

    private readonly string _stage;
    private readonly string _sealed;

    /// <param name="target">The folder that the container is to lie in; it is there.</param>
    public ContainerStage(string target)
    {
        _stage = Path.Combine(target, $".satchel-{Guid.NewGuid():N}.tmp");
        _sealed = Path.Combine(_stage, "sealed");
        Target = target;
        Tree = Path.Combine(_stage, "tree");
        ScratchFile.CreateFolder(_stage);
        ScratchFile.CreateFolder(_sealed);
        ScratchFile.CreateFolder(Tree);
    }

    /// <summary>The folder to write the files into.</summary>
    public string Tree { get; }

    private string Target { get; }

    /// <summary>Whether a database says that the whole source lay in a container.</summary>
    public static bool IsNamedBy(FileRecord record) => record.Container == ContainerName;

    /// <summary>Whether such a container was encrypted.</summary>
    public static bool WasEncrypted(FileRecord record)
    {
        try
        {
            using var parameters = JsonDocument.Parse(record.Parameters ?? "{}");
            return parameters.RootElement.TryGetProperty("encrypted"u8, out JsonElement encrypted) && encrypted.ValueKind == JsonValueKind.True;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Refuses keys among which there is no password.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/>.</exception>
    public static void RequireKey(SourceKeys keys)
    {
        if (keys.All.All(k => k.Kind != SourceKeyKind.Passphrase))
        {
            throw new ChatFormatException(
                ChatFormatProblem.KeyNeeded, "the iPhone backup", "it was encrypted, and needs its password to be encrypted again: --source-password-file FILE, or --decrypted for its files as they are");
        }
    }

    /// <summary>Makes the container of the files, and puts it into its place.</summary>
    /// <exception cref="ChatFormatException">A key is missing or does not fit.</exception>
    public void Seal(IChatFormat format, SourceKeys keys, RestoreTally tally, CancellationToken cancellationToken)
    {
        try
        {
            format.SealFiles(ContainerName, Tree, _sealed, keys, cancellationToken);
        }
        catch (ChatFormatException e) when (e.Problem is not (ChatFormatProblem.KeyNeeded or ChatFormatProblem.WrongKey))
        {
            // What holds it together is lost; its files are not.
            tally.Lose($"the iPhone backup cannot be made again, and its files lie there as they are: {e.Message}");
            Place(Tree, tally);
            return;
        }

        Place(_sealed, tally);   // from here on nothing is cancelled: a container in part is none
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(_stage))
        {
            Directory.Delete(_stage, recursive: true);
        }
    }

    private void Place(string from, RestoreTally tally)
    {
        RestoreFolder target = new(Target);
        foreach (string path in Directory.GetFileSystemEntries(from, "*", SearchOption.AllDirectories))
        {
            bool isFolder = FileStatus.Read(path) is { Kind: EntryKind.Folder };
            if (isFolder && Directory.EnumerateFileSystemEntries(path).Any())
            {
                continue;
            }

            string relative = Path.GetRelativePath(from, path);
            string reason;
            if (isFolder ? !target.TryMakeFolder(relative, out _, out reason) : !TryMove(target, path, relative, out reason))
            {
                tally.Lose($"{relative}: {reason}");
            }
        }
    }

    private static bool TryMove(RestoreFolder target, string path, string relative, out string reason)
    {
        if (target.Prepare(relative, out reason) is not string full)
        {
            return false;
        }

        File.Move(path, full);
        return true;
    }
}
