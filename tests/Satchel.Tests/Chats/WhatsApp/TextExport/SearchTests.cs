using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

public sealed class SearchTests
{
    private const string Text = "27/03/2022, 21:41 - Ben: hi\n27/03/2022, 21:42 - Ana: IMG-20220327-WA0000.jpg (file attached)\n27/03/2022, 21:43 - Ana: trip.pdf (file attached)\n";

    [Fact]
    public void A_text_with_its_media_is_the_folder()
    {
        using ExportFolder folder = new();
        string path = folder.Write("ben/WhatsApp Chat with Ben.txt", Text);
        folder.Write("ben/IMG-20220327-WA0000.jpg", "JPEG");
        folder.Write("ben/trip.pdf", "PDF");

        ChatSource below = Assert.Single(folder.Find());
        ChatSource itself = Assert.Single(ExportFolder.Format.Find(path, [], TestContext.Current.CancellationToken));
        using IChatReader reader = ExportFolder.Read(path);

        Assert.Equal((Path.Join(folder.Path, "ben"), false, "txt"), (below.Root, below.IsFile, below.Container));
        Assert.Equal((below.Root, below.IsFile), (itself.Root, itself.IsFile));
        Assert.Equal(["IMG-20220327-WA0000.jpg", "trip.pdf"], reader.ReadMessages(TestContext.Current.CancellationToken).Skip(1).Select(m => m.Attachments[0].Path));
    }

    [Fact]
    public void Several_exports_are_several_sources()
    {
        using ExportFolder folder = new();
        folder.Write("WhatsApp Chat with Ben.txt", Text);
        folder.Write("WhatsApp Chat with Carla.txt", Text);
        folder.Zip("WhatsApp Chat - Dan.zip", ("_chat.txt", "[27.03.22, 21:41:00] Dan: hi\n"));
        folder.Write("more/_chat.txt", "[27.03.22, 21:41:00] Eve: hi\n");
        folder.Write("notes.txt", "nothing of the kind\n");

        Assert.Equal(["txt", "txt", "zip", "txt"], folder.Find().Select(s => s.Container));
    }

    [Fact]
    public void A_folder_of_downloads_is_not_taken_for_an_export()
    {
        using ExportFolder folder = new();
        folder.Write("WhatsApp Chat with Ben.txt", Text);
        folder.Write("IMG-20220327-WA0000.jpg", "JPEG");
        for (int i = 0; i < 10; i++)
        {
            folder.Write($"invoice {i}.pdf", "PDF");
        }

        Assert.True(Assert.Single(folder.Find()).IsFile);
    }

    [Fact]
    public void Several_chats_in_one_folder_with_their_media_are_one_source_with_several_chats()
    {
        using ExportFolder folder = new();
        folder.Write("WhatsApp Chat with Ben.txt", Text);
        folder.Write("WhatsApp Chat with Carla.txt", Text.Replace("Ben", "Carla", StringComparison.Ordinal));
        folder.Write("IMG-20220327-WA0000.jpg", "JPEG");

        using IChatReader reader = ExportFolder.Read(folder.Path);

        Assert.Equal(["export:Ben", "export:Carla"], reader.ReadChats(TestContext.Current.CancellationToken).Select(c => c.Id));
        Assert.Equal(6, reader.ReadMessages(TestContext.Current.CancellationToken).Count());
    }

    [Theory]
    [InlineData("ChatStorage.sqlite")]
    [InlineData("Manifest.db")]
    [InlineData("Databases/msgstore.db.crypt15")]
    public void Texts_in_an_apps_own_store_are_not_claimed(string store)
    {
        using ExportFolder folder = new();
        folder.Write("phone/" + store, new string('x', 200));
        folder.Write("phone/Media/WhatsApp Documents/WhatsApp Chat with Ben.txt", Text);

        Assert.Empty(folder.Find());
    }

    [Fact]
    public void A_folder_of_many_media_is_looked_at_quickly()
    {
        using ExportFolder folder = new();
        folder.Write("ben/WhatsApp Chat with Ben.txt", Text);
        for (int i = 0; i < 20_000; i++)
        {
            File.Create(Path.Join(folder.Path, "ben", $"IMG-20220327-WA{i:D5}.jpg")).Dispose();
        }

        File.WriteAllText(Path.Join(folder.Path, "ben", "IMG-20220327-WA0000.jpg"), "JPEG");
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.False(Assert.Single(folder.Find()).IsFile);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }
}
