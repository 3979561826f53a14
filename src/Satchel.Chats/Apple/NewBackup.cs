using System.Globalization;
using Satchel.Chats.Apple.Keys;
using Satchel.Chats.Apple.Plists;

namespace Satchel.Chats.Apple;

/// <summary>What a new backup says of the phone. A backup of the phone itself says more, and is the safer one to start from.</summary>
internal sealed record NewBackup
{
    /// <summary>The phone's name.</summary>
    public string DeviceName { get; init; } = "iPhone";

    /// <summary>The phone's model, as Apple's programs call it.</summary>
    public string ProductType { get; init; } = "iPhone14,5";

    /// <summary>Its version of iOS. A phone takes backups of its own version and older ones.</summary>
    public string ProductVersion { get; init; } = "15.0";

    /// <summary>The build of that version.</summary>
    public string BuildVersion { get; init; } = "19A346";

    /// <summary>The phone's id: what the backup's folder is called.</summary>
    public string UniqueIdentifier { get; init; } = "00008110-0000000000000000";

    /// <summary>Rounds of the first key derivation, where it is encrypted.</summary>
    public int FirstRounds { get; init; } = NewKeybag.DefaultFirstRounds;

    /// <summary>Rounds of the second key derivation.</summary>
    public int Rounds { get; init; } = NewKeybag.DefaultRounds;

    /// <summary>Writes Info.plist, Manifest.plist and Status.plist into a folder.</summary>
    /// <returns>Manifest.plist.</returns>
    public PlistDictionary WriteLists(string folder, IosApp app, byte[]? keybag, ClassKeys? keys, DateTimeOffset now)
    {
        PlistDate date = new(Math.Floor((now - AppleTime.Epoch).TotalSeconds));
        PlistDictionary manifest = ManifestList(app, date);
        if (keys is not null)
        {
            byte[] key = System.Security.Cryptography.RandomNumberGenerator.GetBytes(ClassKeys.KeyBytes);
            manifest = manifest.With("BackupKeyBag", new PlistData(keybag!)).With("ManifestKey", new PlistData(keys.Wrap(4, key)));
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        }

        manifest = manifest.With("IsEncrypted", new PlistBoolean(keys is not null));
        File.WriteAllBytes(Path.Join(folder, "Manifest.plist"), BinaryPlistWriter.Write(manifest));
        File.WriteAllBytes(Path.Join(folder, "Info.plist"), XmlPlistWriter.Write(Info(app, date)));
        File.WriteAllBytes(Path.Join(folder, "Status.plist"), BinaryPlistWriter.Write(Status(date)));
        return manifest;
    }

    private static PlistString NewId() => new(Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant());

    private PlistDictionary ManifestList(IosApp app, PlistDate date) => new([
        new("Version", new PlistString("10.0")),
        new("Date", date),
        new("SystemDomainsVersion", new PlistString("24.0")),
        new("WasPasscodeSet", new PlistBoolean(true)),
        new("Lockdown", new PlistDictionary([
            new("BuildVersion", new PlistString(BuildVersion)),
            new("DeviceName", new PlistString(DeviceName)),
            new("ProductType", new PlistString(ProductType)),
            new("ProductVersion", new PlistString(ProductVersion)),
            new("UniqueDeviceID", new PlistString(UniqueIdentifier)),
        ])),
        new("Applications", new PlistDictionary([
            new(app.BundleId, new PlistDictionary([
                new("CFBundleIdentifier", new PlistString(app.BundleId)),
                new("ContainerContentClass", new PlistString("Data/Application")),
            ])),
        ])),
    ]);

    private PlistDictionary Info(IosApp app, PlistDate date) => new([
        new("Applications", PlistDictionary.Empty),
        new("Build Version", new PlistString(BuildVersion)),
        new("Device Name", new PlistString(DeviceName)),
        new("Display Name", new PlistString(DeviceName)),
        new("GUID", new PlistString(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture).ToUpperInvariant())),
        new("Installed Applications", new PlistArray([new PlistString(app.BundleId)])),
        new("Last Backup Date", date),
        new("Product Type", new PlistString(ProductType)),
        new("Product Version", new PlistString(ProductVersion)),
        new("Target Identifier", new PlistString(UniqueIdentifier)),
        new("Target Type", new PlistString("Device")),
        new("Unique Identifier", new PlistString(UniqueIdentifier.ToUpperInvariant())),
    ]);

    private static PlistDictionary Status(PlistDate date) => new([
        new("BackupState", new PlistString("new")),
        new("Date", date),
        new("IsFullBackup", new PlistBoolean(true)),
        new("SnapshotState", new PlistString("finished")),
        new("UUID", NewId()),
        new("Version", new PlistString("3.3")),
    ]);
}
