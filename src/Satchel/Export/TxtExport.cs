using System.Globalization;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>Plain text: a heading for each chat, then <c>[2023-11-14, 22:13:20] Name: text</c>, later lines of a message indented.</summary>
internal sealed class TxtExport(ExportSession session)
{
    private const string Continuation = "\n    ";
    private readonly MessageText _text = new(session);

    /// <summary>Everything into one stream of text.</summary>
    public async Task WriteAsync(TextWriter output, CancellationToken cancellationToken)
    {
        bool first = true;
        await ChatByChat.ReadAsync(
            session,
            async chat =>
            {
                await WriteHeadingAsync(output, chat, first).ConfigureAwait(false);
                first = false;
            },
            message => WriteMessageAsync(output, message, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A file for each chat below a folder.</summary>
    public async Task WriteFilesAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        int number = 0;
        StreamWriter? output = null;
        try
        {
            await ChatByChat.ReadAsync(
                session,
                async chat =>
                {
                    if (output is not null)
                    {
                        await output.DisposeAsync().ConfigureAwait(false);
                    }

                    string name = SafeFileName.Of(session.TitleOf(chat.Chat));
                    output = new StreamWriter(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{++number:0000}{(name.Length > 0 ? "-" : "")}{name}.txt"))) { NewLine = "\n" };
                    await WriteHeadingAsync(output, chat, isFirst: true).ConfigureAwait(false);
                },
                message => output is null ? ValueTask.CompletedTask : WriteMessageAsync(output, message, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (output is not null)
            {
                await output.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask WriteHeadingAsync(TextWriter output, ChatSummary chat, bool isFirst) =>
        await output.WriteAsync($"{(isFirst ? "" : "\n")}=== {OneLine(session.TitleOf(chat.Chat))} ({session.Strings.MessageCount(chat.Messages)}) ===\n").ConfigureAwait(false);

    private async ValueTask WriteMessageAsync(TextWriter output, HistoryMessage message, CancellationToken cancellationToken)
    {
        Message content = message.Message;
        string when = session.LocalTime(content.SentAtMillis) is DateTime time ? time.ToString("yyyy-MM-dd, HH:mm:ss", CultureInfo.InvariantCulture) : session.Strings.UnknownTime;
        string sender = content.Kind == MessageKind.System ? "" : session.Names.SenderOf(content);
        await output.WriteAsync($"[{when}] {(sender.Length > 0 ? OneLine(sender) + ": " : "")}").ConfigureAwait(false);
        string text = await _text.OfAsync(message, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(WithoutControls(text.ReplaceLineEndings("\n")).Replace("\n", Continuation, StringComparison.Ordinal)).ConfigureAwait(false);
        await output.WriteAsync("\n").ConfigureAwait(false);
        session.Count();
    }

    private static string OneLine(string text) => WithoutControls(text.ReplaceLineEndings(" "));

    // A terminal obeys them, and a message must not give orders to the terminal of who reads it.
    private static string WithoutControls(string text) => text.Any(IsOrder) ? string.Concat(text.Select(c => IsOrder(c) ? '\uFFFD' : c)) : text;

    private static bool IsOrder(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
