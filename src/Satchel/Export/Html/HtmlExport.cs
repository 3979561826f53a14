using System.Globalization;
using System.Text;
using Satchel.Archive;

namespace Satchel.Exports.Html;

/// <summary>
/// Pages for a browser, without script and without a network: a list of the chats, and for each chat a folder of pages.
/// <code>
///   index.html
///   chats/0001-Ana/1.html, 2.html, …, months.html
/// </code>
/// </summary>
internal sealed class HtmlExport(ExportSession session)
{
    private const string BackToIndex = "../../index.html";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ExportStrings _strings = session.Strings;

    /// <summary>A folder of pages.</summary>
    public async Task WritePagesAsync(string folder, CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(folder);
        Directory.CreateDirectory(root);
        var listed = new List<(ChatSummary Chat, string Address)>();
        ChatPages? pages = null;
        try
        {
            await ChatByChat.ReadAsync(
                session,
                async chat =>
                {
                    if (pages is not null)
                    {
                        await pages.CompleteAsync(cancellationToken).ConfigureAwait(false);
                    }

                    string name = SafeFileName.Of(session.TitleOf(chat.Chat));
                    name = string.Create(CultureInfo.InvariantCulture, $"{listed.Count + 1:0000}{(name.Length > 0 ? "-" : "")}{name}");
                    pages = new ChatPages(session, chat, Path.Combine(root, "chats", name), BackToIndex);
                    listed.Add((chat, $"chats/{name}/1.html"));
                },
                message => pages!.AddAsync(message, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (pages is not null)
            {
                await pages.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (pages is not null)
            {
                await pages.DisposeAsync().ConfigureAwait(false);
            }
        }

        await using var index = new StreamWriter(Path.Combine(root, "index.html"), append: false, Utf8) { NewLine = "\n" };
        await WriteIndexAsync(index, listed).ConfigureAwait(false);
    }

    /// <summary>One page of everything, for a history that a browser can hold.</summary>
    public async Task WritePageAsync(TextWriter output, CancellationToken cancellationToken)
    {
        string title = _strings.Title(AppName(session.View.Account.App), session.Names.Owner);
        await output.WriteAsync(HtmlPage.Begin(_strings, title)).ConfigureAwait(false);
        await output.WriteAsync(HtmlPage.Bar(_strings, title, Summary(session.Chats), null, session.View.Account.App)).ConfigureAwait(false);
        await output.WriteAsync("<main>\n").ConfigureAwait(false);
        await WriteListAsync(output, [.. session.Chats.Select((chat, i) => (chat, string.Create(CultureInfo.InvariantCulture, $"#c{i + 1}")))]).ConfigureAwait(false);
        string from = session.Options.Path is string path ? Path.GetDirectoryName(Path.GetFullPath(path))! : Environment.CurrentDirectory;
        HtmlChat? open = null;
        int number = 0;
        await ChatByChat.ReadAsync(
            session,
            async chat =>
            {
                if (open is not null)
                {
                    await open.CompleteAsync(cancellationToken).ConfigureAwait(false);
                }

                open = new HtmlChat(session, chat, MediaUrl(session, from)) { Output = output };
                await output.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"<section id=\"c{++number}\"><h2 class=\"year\" dir=\"auto\">{HtmlText.Escape(open.Title)}</h2><p class=\"mark\" dir=\"auto\">{HtmlText.Escape(open.Subtitle())}</p></section>\n")).ConfigureAwait(false);
            },
            message => open!.AddAsync(message, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (open is not null)
        {
            await open.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await output.WriteAsync("</main>\n" + HtmlPage.End(_strings)).ConfigureAwait(false);
    }

    /// <summary>Gives the address of a file of the media folder as seen from a folder.</summary>
    public static Func<string, string> MediaUrl(ExportSession session, string fromFolder)
    {
        string folder = session.Media is null ? "" : Path.GetRelativePath(fromFolder, session.Media.Folder).Replace(Path.DirectorySeparatorChar, '/');
        return file => folder is "" or "." ? file : folder + "/" + file;
    }

    private static string AppName(string app) => app switch
    {
        "whatsapp" => "WhatsApp",
        "wechat" => "WeChat",
        _ => app,
    };

    private async Task WriteIndexAsync(TextWriter output, List<(ChatSummary Chat, string Address)> chats)
    {
        string title = _strings.Title(AppName(session.View.Account.App), session.Names.Owner);
        await output.WriteAsync(HtmlPage.Begin(_strings, title)).ConfigureAwait(false);
        await output.WriteAsync(HtmlPage.Bar(_strings, title, Summary(session.Chats), null, session.View.Account.App)).ConfigureAwait(false);
        await output.WriteAsync("<main>\n").ConfigureAwait(false);
        await WriteListAsync(output, chats).ConfigureAwait(false);
        await output.WriteAsync("</main>\n" + HtmlPage.End(_strings)).ConfigureAwait(false);
    }

    private string Summary(List<ChatSummary> chats) => $"{_strings.ChatCount(chats.Count)} · {_strings.MessageCount(chats.Sum(chat => chat.Messages))}";

    private async Task WriteListAsync(TextWriter output, IReadOnlyList<(ChatSummary Chat, string Address)> chats)
    {
        await output.WriteAsync($"<ul class=\"chats\" aria-label=\"{HtmlText.Escape(_strings.Chats)}\">\n").ConfigureAwait(false);
        foreach ((ChatSummary chat, string address) in chats.OrderByDescending(listed => listed.Chat.LastAt))
        {
            string title = session.TitleOf(chat.Chat);
            List<string> details = [_strings.ChatKind(chat.Chat.Kind), _strings.MessageCount(chat.Messages)];
            if (chat.Chat.Archived)
            {
                details.Add(_strings.Archived);
            }

            string first = Date(chat.FirstAt);
            string last = Date(chat.LastAt);
            string span = first.Length == 0 || first == last ? last : $"<span class=\"from\">{first} – </span>{last}";
            await output.WriteAsync(
                $"<li><a href=\"{(address[0] == '#' ? address : HtmlText.PathToUrl(address))}\"><span class=\"pic bg{HtmlStyle.ColourOf(chat.Chat.Id)}\" aria-hidden=\"true\">{HtmlText.Escape(HtmlText.Initial(title))}</span>"
                + $"<div><b dir=\"auto\">{HtmlText.Escape(title)}</b><small>{HtmlText.Escape(string.Join(" · ", details))}</small></div><time>{span}</time></a></li>\n").ConfigureAwait(false);
        }

        await output.WriteAsync("</ul>\n").ConfigureAwait(false);
    }

    private string Date(DateTimeOffset? at) => session.LocalTime(at?.ToUnixTimeMilliseconds()) is DateTime local ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
}
