using System.Globalization;
using System.Text;
using Satchel.Archive;

namespace Satchel.Exports.Html;

/// <summary>The folder of a chat: its pages one after another, and where its months begin.</summary>
internal sealed class ChatPages : IAsyncDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ExportStrings _strings;
    private readonly HtmlChat _chat;
    private readonly string _folder;
    private readonly string _index;
    private readonly long _expectedPages;

    /// <summary>Starts the first page.</summary>
    public ChatPages(ExportSession session, ChatSummary chat, string folder, string index)
    {
        _strings = session.Strings;
        _folder = folder;
        _index = index;
        _expectedPages = Math.Max(1, (chat.Messages + session.Options.MessagesPerPage - 1) / session.Options.MessagesPerPage);
        Directory.CreateDirectory(folder);
        _chat = new HtmlChat(session, chat, HtmlExport.MediaUrl(session, folder)) { Output = TextWriter.Null, TurnPageAsync = TurnPageAsync };
        _chat.Output = Open(1);
    }

    public ValueTask AddAsync(HistoryMessage message, CancellationToken cancellationToken) => _chat.AddAsync(message, cancellationToken);

    /// <summary>Ends the last page, and writes the months.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await _chat.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await EndAsync(hasNext: false).ConfigureAwait(false);
        if (_expectedPages > 1 || _chat.Page > 1)
        {
            await WriteMonthsAsync().ConfigureAwait(false);
        }

        // Where part of the chat could not be read there are fewer pages than the first ones said.
        foreach (long missing in new SortedSet<long> { _chat.Page + 1, _expectedPages }.Where(page => page > _chat.Page && page <= _expectedPages))
        {
            await using StreamWriter stub = Open(missing, isStub: true);
            await stub.WriteAsync($"<p class=\"sys\"><a href=\"{_chat.Page.ToString(CultureInfo.InvariantCulture)}.html\">{HtmlText.Escape(_strings.Last)} »</a></p>\n</main>\n{HtmlPage.End(_strings)}").ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _chat.Output.DisposeAsync();

    private async ValueTask TurnPageAsync()
    {
        await EndAsync(hasNext: true).ConfigureAwait(false);
        _chat.Output = Open(_chat.Page + 1);
    }

    private StreamWriter Open(long page, bool isStub = false)
    {
        var output = new StreamWriter(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{page}.html")), append: false, Utf8, bufferSize: 64 * 1024) { NewLine = "\n" };
        output.Write(HtmlPage.Begin(_strings, _expectedPages > 1 ? $"{_chat.Title} – {_strings.PageOf(page, _expectedPages)}" : _chat.Title));
        output.Write(HtmlPage.Bar(_strings, _chat.Title, _chat.Subtitle(), _index, _chat.Chat.Chat.Id));
        output.Write(isStub ? "" : HtmlPage.Pages(_strings, page, _expectedPages, page < _expectedPages));
        output.Write("<main>\n");
        if (_chat.Chat.Messages == 0)
        {
            output.Write($"<p class=\"sys\">{HtmlText.Escape(_strings.NoMessages)}</p>\n");
        }

        return output;
    }

    private async ValueTask EndAsync(bool hasNext)
    {
        TextWriter output = _chat.Output;
        await output.WriteAsync($"</main>\n{HtmlPage.Pages(_strings, _chat.Page, hasNext ? Math.Max(_expectedPages, _chat.Page + 1) : _chat.Page, hasNext)}{HtmlPage.End(_strings)}").ConfigureAwait(false);
        await output.DisposeAsync().ConfigureAwait(false);
        _chat.Output = TextWriter.Null;
    }

    private async Task WriteMonthsAsync()
    {
        await using var output = new StreamWriter(Path.Combine(_folder, "months.html"), append: false, Utf8) { NewLine = "\n" };
        await output.WriteAsync(HtmlPage.Begin(_strings, $"{_chat.Title} – {_strings.Months}")).ConfigureAwait(false);
        await output.WriteAsync(HtmlPage.Bar(_strings, _chat.Title, _chat.Subtitle(), _index, _chat.Chat.Chat.Id)).ConfigureAwait(false);
        await output.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"<nav class=\"pages\" aria-label=\"{HtmlText.Escape(_strings.PagesOfChat)}\"><a href=\"1.html\">« {_strings.First}</a><a href=\"{_chat.Page}.html\">{_strings.Last} »</a></nav>\n<main>\n")).ConfigureAwait(false);
        foreach (IGrouping<int, (int Year, int Month, long Page, string Anchor, long Count)> year in _chat.Months.GroupBy(month => month.Year))
        {
            await output.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"<h2 class=\"year\">{year.Key}</h2><ul class=\"months\">")).ConfigureAwait(false);
            foreach ((int _, int month, long page, string anchor, long count) in year)
            {
                await output.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"<li><a href=\"{page}.html#{anchor}\">{HtmlText.Escape(_strings.MonthNames[month - 1])}<small>{HtmlText.Escape(_strings.MessageCount(count))}</small></a></li>")).ConfigureAwait(false);
            }

            await output.WriteAsync("</ul>\n").ConfigureAwait(false);
        }

        await output.WriteAsync("</main>\n" + HtmlPage.End(_strings)).ConfigureAwait(false);
    }
}
