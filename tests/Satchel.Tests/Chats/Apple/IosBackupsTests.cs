using Satchel.Chats.Apple;
using Satchel.TestKit.Apple;

namespace Satchel.Tests.Chats.Apple;

public sealed class IosBackupsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_backup_is_found_from_its_folder_and_from_any_above(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted);

        foreach (string path in (string[])[world.Root, world.At("Backup"), world.At()])
        {
            FoundBackup found = Assert.Single(IosBackups.Find(path, [], Token));
            Assert.Equal(world.Root, found.Root);
            Assert.Equal(encrypted, found.IsEncrypted);
            Assert.Equal([IosApps.WhatsApp], found.Apps);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_app_of_the_table_is_found(bool encrypted)
    {
        using BackupWorld world = new();
        IphoneBackupBuilder builder = new() { Password = encrypted ? "p" : null, InstalledApps = ["net.whatsapp.WhatsAppSMB", "com.tencent.xin", "com.example"] };
        builder.Add("AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared", "ChatStorage.sqlite", [1]).Add("AppDomain-com.tencent.xin", "Documents/x", [2]).Build(world.Root);

        FoundBackup found = Assert.Single(IosBackups.Find(world.Root, [], Token));

        Assert.Equal([IosApps.WhatsAppBusiness, IosApps.WeChat], found.Apps);
    }

    [Fact]
    public void Where_no_list_tells_WhatsApp_is_assumed()
    {
        using BackupWorld world = new();
        new IphoneBackupBuilder { Password = "p", InstalledApps = null }.Add(BackupWorld.Shared, "ChatStorage.sqlite", [1]).Build(world.Root);

        Assert.Equal([IosApps.WhatsApp], Assert.Single(IosBackups.Find(world.Root, [], Token)).Apps);
    }

    [Fact]
    public void A_backup_in_part_is_found_so_that_opening_it_says_what_is_wrong()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);
        File.Delete(Path.Combine(world.Root, "Manifest.db"));

        Assert.Single(IosBackups.Find(world.At(), [], Token));
    }

    [Fact]
    public void A_folder_with_other_lists_is_none()
    {
        using BackupWorld world = new();
        Directory.CreateDirectory(world.Root);
        File.WriteAllText(Path.Combine(world.Root, "Info.plist"), "<plist/>");

        Assert.Empty(IosBackups.Find(world.At(), [], Token));
        Assert.Empty(IosBackups.Find(world.At("nowhere"), [], Token));
    }
}
