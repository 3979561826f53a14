using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.Android.Writing;

public class NewStoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_phone_s_history_comes_back_whole(int seed)
    {
        using History history = new();
        RandomHistory random = new(history.Store, seed);
        random.Grow(120);
        random.Change(30);
        random.Grow(40);
        using AndroidTarget target = new();

        using (IChatReader reader = history.Read())
        {
            await target.CopyAsync(reader);
        }

        List<string> expected = Comparable.Of(history.Messages());
        Assert.Equal(expected, Comparable.Of(target.Messages()));
        Assert.All(target.Outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.Equal(["ok"], target.Rows("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Every_kind_of_message_comes_back()
    {
        using AndroidTarget target = new();

        await target.WriteAsync([], [EveryKind.InGroup], EveryKind.Messages, EveryKind.Files);

        Assert.Equal(Comparable.Of(EveryKind.Messages), Comparable.Of(target.Messages()));
        Assert.Equal(["ok"], target.Rows("PRAGMA integrity_check"));
        Assert.Equal(["Databases", "Media"], Directory.GetFileSystemEntries(target.Root).Select(path => Path.GetFileName(path)).Order());
    }
}
