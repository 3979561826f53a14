using Satchel.Chats;

namespace Satchel.Tests;

/// <summary>Which messages a query finds.</summary>
public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("lisbon", true)]
    [InlineData("LISB", true)]
    [InlineData("train lisbon", true)]
    [InlineData("lisbon train", true)]
    [InlineData("\"train to\"", true)]
    [InlineData("\"to train\"", false)]
    [InlineData("train porto", false)]
    [InlineData("tickets", true)]
    [InlineData("tickets train", true)]
    public void Each_term_is_in_one_of_the_fields(string query, bool found)
    {
        Message message = Text("The train to Lisbon") with { Attachments = [new Attachment { Name = "Tickets.pdf" }] };

        Assert.Equal(found, SearchQuery.Parse(query)!.FindIn(message) is not null);
    }

    [Fact]
    public void A_query_without_a_term_is_none()
    {
        Assert.Null(SearchQuery.Parse("  \"\" "));
    }

    [Fact]
    public void The_bodies_of_messages_are_searched()
    {
        SearchQuery query = SearchQuery.Parse("needle")!;
        MessageBody[] bodies =
        [
            new LinkBody("https://needle.example", null, null),
            new LinkBody("https://x.example", "A needle", null),
            new ContactsBody([new ContactCard("Ann Needle", null)]),
            new LocationBody(1, 2, null, "12 Needle Street"),
            new PollBody("Which?", [new PollOption("Needle", []), new PollOption("Thread", [])]),
            new SystemBody(SystemEvent.TitleChanged, null, [], "Needles"),
        ];

        Assert.All(bodies, body => Assert.NotNull(query.FindIn(Text(null) with { Body = body })));
    }

    [Fact]
    public void A_snippet_is_the_part_around_the_first_term()
    {
        string text = string.Concat(Enumerable.Repeat("word ", 50)) + "needle" + string.Concat(Enumerable.Repeat(" word", 50));

        string? snippet = SearchQuery.Parse("needle")!.FindIn(Text(text));

        Assert.NotNull(snippet);
        Assert.Contains("needle", snippet, StringComparison.Ordinal);
        Assert.StartsWith("…", snippet, StringComparison.Ordinal);
        Assert.EndsWith("…", snippet, StringComparison.Ordinal);
        Assert.InRange(snippet.Length, 20, 110);
    }

    private static Message Text(string? text) => new() { ChatId = "a@s.whatsapp.net", SentAtMillis = 1, Kind = MessageKind.Text, Text = text };
}
