using FsCheck;
using FsCheck.Fluent;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Vaults.Maps;

public sealed class MapEditorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MapKind.Rows, 1)]
    [InlineData(MapKind.Rows, 2)]
    [InlineData(MapKind.Files, 3)]
    [InlineData(MapKind.History, 4)]
    [InlineData(MapKind.Directory, 5)]
    public async Task The_same_entries_have_the_same_root_whatever_the_edits_were(MapKind kind, int seed)
    {
        var random = new Random(seed);
        var model = new MapModel(kind);

        for (int round = 0; round < 12; round++)
        {
            await model.EditAsync(RandomEdits(random), Token);

            Assert.Equal(await model.WriteAtOnceAsync(Token), model.Root);
            await AssertReadsAsModelAsync(model);
        }
    }

    [Fact]
    public void Small_maps_equal_their_model_after_any_edits() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll<int[], int[]>(SmallMapEqualsModelAsync));

    private static async Task<bool> SmallMapEqualsModelAsync(int[] first, int[] second)
    {
        var model = new MapModel(MapKind.Rows);
        foreach (int[] numbers in new[] { first, second })
        {
            Dictionary<byte[], byte[]?> edits = MapModel.NoEdits();
            foreach (int number in numbers)
            {
                edits[MapModel.Key(Math.Abs(number / 2) % 64, 1 + (number & 1))] = number < 0 ? null : MapModel.Record(number, 1000);
            }

            await model.EditAsync(edits, CancellationToken.None);
            await AssertReadsAsModelAsync(model);
        }

        return await model.WriteAtOnceAsync(CancellationToken.None) == model.Root;
    }

    private static Dictionary<byte[], byte[]?> RandomEdits(Random random)
    {
        Dictionary<byte[], byte[]?> edits = MapModel.NoEdits();
        int runs = random.Next(1, 5);
        for (int run = 0; run < runs; run++)
        {
            int start = random.Next(8_000);
            int count = random.Next(4) == 0 ? random.Next(3_000) : random.Next(6);
            bool isRemoval = random.Next(3) == 0;
            int table = random.Next(1, 4);
            for (int i = 0; i < count; i++)
            {
                int length = random.Next(200) == 0 ? 30_000 : random.Next(200);
                edits[MapModel.Key(start + i, table)] = isRemoval ? null : MapModel.Record(random.Next(50), length);
            }
        }

        return edits;
    }

    private static async Task AssertReadsAsModelAsync(MapModel model)
    {
        KeyValuePair<byte[], byte[]>[] expected = [.. model.Entries];
        int at = 0;
        await foreach (MapEntry entry in model.Open().ReadAsync(KeyRange.All, CancellationToken.None))
        {
            Assert.True(entry.Key.Span.SequenceEqual(expected[at].Key));
            Assert.True(entry.Record.Span.SequenceEqual(expected[at].Value));
            at++;
        }

        Assert.Equal(expected.Length, at);
    }
}
