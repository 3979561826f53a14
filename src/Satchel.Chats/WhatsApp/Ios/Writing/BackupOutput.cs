using Satchel.Chats.Apple;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// Puts a finished store and its media into an iPhone backup: a copy of the phone's own, in which nothing else changes, or a new one that holds nothing else.
/// </summary>
internal static class BackupOutput
{
    /// <summary>What the person should know of a backup that is not a copy of the phone's own.</summary>
    public const string NewBackupWarning =
        "the backup was made without one of the phone's own: restoring it replaces what is on the phone by nothing but WhatsApp; a backup of the phone, given with --into, is safer";

    /// <summary>Makes the backup.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="into">The phone's own store; null where there is none.</param>
    /// <param name="work">The folder that stands for the app's, with all that goes into the backup.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static void Write(WriterTarget target, TargetStore? into, string work, CancellationToken cancellationToken)
    {
        DateTimeOffset now = target.Time.GetUtcNow();
        bool isPatch = into?.Base.Files is IosBackupFiles;
        IosApp app = into?.Base.Source.Edition == IosApps.WhatsAppBusiness.Edition ? IosApps.WhatsAppBusiness : IosApps.WhatsApp;
        string domain = isPatch && into!.Folder.Length > 0 ? into.Folder.TrimEnd('/') : app.MainDomain;
        using IosBackupWriter backup = into?.Base.Files is IosBackupFiles existing
            ? IosBackupWriter.Patch(existing, target.Folder, target.ScratchFolder, cancellationToken)
            : IosBackupWriter.Create(new NewBackup(), app, PasswordOf(target.Keys), target.Folder, target.ScratchFolder, now);
        foreach (string path in Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string relative = Path.GetRelativePath(work, path);
            if (relative.EndsWith(".sqlite", StringComparison.Ordinal))
            {
                backup.PutDatabase(domain, relative, path, now, cancellationToken);
            }
            else
            {
                backup.Put(domain, relative, path, now, cancellationToken);
            }

            File.Delete(path);   // a history's media need not lie here twice
        }

        backup.Complete(cancellationToken);
    }

    private static byte[]? PasswordOf(SourceKeys keys) => keys.All.FirstOrDefault(key => key.Kind == SourceKeyKind.Passphrase)?.Bytes;
}
