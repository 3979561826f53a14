using Satchel.Chats.WhatsApp.Android.Writing;
using Satchel.Chats.WhatsApp.Ios.Writing;
using Satchel.Cli.Samples;
using Satchel.Migrating;
using Satchel.Tests.Migrating.RoundTrip;

namespace Satchel.Tests.Journeys;

/// <summary>What goes from one kind of phone to the other and back is what it was, but for what the report and docs/formats/whatsapp-mapping.md name.</summary>
public sealed class MigrationRoundTripTests : IDisposable
{
    private const string Android = "whatsapp-android";
    private const string IPhone = "whatsapp-ios";
    private readonly Journey _journey = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _journey.Dispose();

    [Theory]
    [InlineData(Android, IPhone)]
    [InlineData(IPhone, Android)]
    public async Task A_message_of_every_kind_comes_back(string start, string there)
    {
        string store = await _journey.WriteAsync(EveryKind.Create(), start, Token);

        await _journey.CheckAsync(store, there, start, Token);
    }

    [Theory]
    [InlineData(Android)]
    [InlineData(IPhone)]
    public async Task A_message_of_every_kind_arrives(string format)
    {
        await _journey.CheckWrittenAsync(EveryKind.Create(), format, Token);
    }

    [Theory]
    [InlineData(Android, IPhone)]
    [InlineData(IPhone, Android)]
    public async Task What_an_app_wrote_itself_comes_back(string start, string there)
    {
        SamplePhone.Create(new SampleOptions(_journey.Root, 2000, 12, 200_000), Token);
        string store = Path.Combine(_journey.Root, "WhatsApp");
        store = start == Android ? store : await _journey.MoveAsync(store, start, Token);

        await _journey.CheckAsync(store, there, start, Token);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_was_drawn_by_lot_comes_back(int seed)
    {
        string start = seed % 2 == 0 ? Android : IPhone;
        await _journey.CheckWrittenAsync(GeneratedHistory.Create(seed, 300), start, Token);
        string store = await _journey.WriteAsync(GeneratedHistory.Create(seed, 300), start, Token);

        await _journey.CheckAsync(store, start == Android ? IPhone : Android, start, Token);
    }

    [Fact]
    public void The_document_has_every_phrase_of_a_report_and_no_other()
    {
        LossTable table = LossTable.Read();

        Assert.Equal(IosLosses.All.Order(StringComparer.Ordinal), table.PhrasesOf(IPhone).Order(StringComparer.Ordinal));
        Assert.Equal(AndroidLosses.All.Order(StringComparer.Ordinal), table.PhrasesOf(Android).Order(StringComparer.Ordinal));
        Assert.Equal(MigrationLosses.All.Order(StringComparer.Ordinal), table.PhrasesOf("").Order(StringComparer.Ordinal));
        Assert.Empty(table.Fields.Except(MessageDifference.Names));
    }
}
