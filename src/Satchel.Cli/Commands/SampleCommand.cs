using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Cli.Samples;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel sample</c>: a made-up phone, to try things on.</summary>
internal sealed class SampleCommand : SatchelCommand
{
    private const int DefaultMessages = 10_000;
    private const int DefaultMediaMiB = 20;
    private const long MiB = 1024 * 1024;

    private readonly Option<string> _out = new("--out") { HelpName = "DIR", Description = "the folder of the phone; its WhatsApp folder is made in it", Required = true };
    private readonly Option<string?> _messages = new("--messages") { HelpName = "N", Description = $"how many messages ({DefaultMessages})" };
    private readonly Option<string?> _chats = new("--chats") { HelpName = "C", Description = "how many chats; a five-hundredth of the messages where left out" };
    private readonly Option<string?> _mediaMiB = new("--media-mb") { HelpName = "M", Description = $"how many MiB of media files ({DefaultMediaMiB})" };
    private readonly Option<string?> _seed = new("--seed") { HelpName = "S", Description = "the same seed and numbers give the same phone (1)" };
    private readonly Option<string?> _encrypt = new("--crypt15") { HelpName = "KEYFILE", Description = "encrypt the databases as WhatsApp's backups are, and write the key to this file" };
    private readonly Option<string?> _append = new("--append") { HelpName = "K", Description = "add a day of K messages to the phone that is there" };
    private readonly Option<string?> _appendMediaMiB = new("--append-media-mb") { HelpName = "M", Description = "how many MiB of media files the day has (0)" };
    private readonly Option<string?> _app = new("--app") { HelpName = "APP", Description = "whatsapp, or wechat: an encrypted account of Android's app, its key in wechat.key beside it (whatsapp)" };
    private readonly Option<bool> _plain = new("--plain") { Description = "of WeChat, do not encrypt the database" };
    private readonly Option<bool> _wal = new("--wal") { Description = "leave the day in a write-ahead log, as on a phone in use" };

    public SampleCommand() : base("sample", "makes a made-up phone with a history of WhatsApp or WeChat, to try things on")
    {
        AddOptions(_out, _messages, _chats, _mediaMiB, _seed, _encrypt, _append, _appendMediaMiB, _app, _plain, _wal);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => ["Everybody in it is invented, and so is every word."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["satchel sample --out /tmp/phone --messages 100000 --chats 200 --media-mb 200", "satchel sample --out /tmp/phone --append 1000 --append-media-mb 5"];

    /// <inheritdoc/>
    public override Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string folder = Path.GetFullPath(arguments.GetRequiredValue(_out));
        SampleReport report = OptionValue.Count(arguments, _append, least: 1) is { } added
            ? Append(arguments, folder, added, cancellationToken)
            : Create(arguments, folder, cancellationToken);
        if (arguments.GetValue(Json))
        {
            using var lines = new JsonLines(session.Terminal);
            lines.Write(json =>
            {
                json.WriteString("path", report.WhatsAppFolder);
                json.WriteNumber("newMessages", report.NewMessages);
                json.WriteNumber("updates", report.Updates);
                json.WriteNumber("mediaFiles", report.MediaFiles);
                json.WriteNumber("mediaBytes", report.MediaBytes);
            });
        }
        else
        {
            string updates = report.Updates == 0 ? "" : $", {Quantity.Count(report.Updates, "change")} of older ones";
            session.Terminal.Out.WriteLine(SafeText.OneLine($"{report.WhatsAppFolder}: {Quantity.Count(report.NewMessages, "message")}{updates}, {Quantity.Count(report.MediaFiles, "media file")}  {Quantity.Bytes(report.MediaBytes)}"));
        }

        return Task.FromResult(ExitCode.Done);
    }

    private SampleReport Create(ParseResult arguments, string folder, CancellationToken cancellationToken)
    {
        int messages = OptionValue.Count(arguments, _messages, least: 0) ?? DefaultMessages;
        int chats = OptionValue.Count(arguments, _chats, least: 1) ?? Math.Max(3, messages / 500);
        long mediaBytes = (OptionValue.Count(arguments, _mediaMiB, least: 0) ?? DefaultMediaMiB) * MiB;
        int seed = OptionValue.Count(arguments, _seed, least: 0) ?? 1;
        if (IsWeChat(arguments))
        {
            return Directory.Exists(SampleWeChat.AccountFolder(folder))
                ? throw new CommandException(ExitCode.BadUsage, ErrorAnchor.TargetNotEmpty, $"an account of WeChat is in {folder} already", "name another folder, or add a day to it with --append K")
                : SampleWeChat.Create(new SampleOptions(folder, messages, chats, mediaBytes, (ulong)seed), arguments.GetValue(_plain), cancellationToken);
        }

        if (Directory.Exists(SamplePhone.WhatsAppFolder(folder)))
        {
            throw new CommandException(ExitCode.BadUsage, ErrorAnchor.TargetNotEmpty, $"a WhatsApp folder is in {folder} already", "name another folder, or add a day to it with --append K");
        }

        SampleReport report = SamplePhone.Create(new SampleOptions(folder, messages, chats, mediaBytes, (ulong)seed), cancellationToken);
        if (arguments.GetValue(_encrypt) is { } keyFile)
        {
            SamplePhone.Encrypt(folder, Path.GetFullPath(keyFile), cancellationToken);
        }

        return report;
    }

    private SampleReport Append(ParseResult arguments, string folder, int messages, CancellationToken cancellationToken)
    {
        long mediaBytes = (OptionValue.Count(arguments, _appendMediaMiB, least: 0) ?? 0) * MiB;
        if (IsWeChat(arguments))
        {
            return Directory.Exists(SampleWeChat.AccountFolder(folder))
                ? SampleWeChat.AppendDay(folder, messages, mediaBytes, cancellationToken)
                : throw new CommandException(ExitCode.BadUsage, ErrorAnchor.NoSuchPath, $"no made-up account of WeChat is in {folder}", "'satchel sample --app wechat --out DIR' makes one");
        }

        if (!File.Exists(Path.Combine(SamplePhone.WhatsAppFolder(folder), "Databases", "msgstore.db")))
        {
            throw new CommandException(ExitCode.BadUsage, ErrorAnchor.NoSuchPath, $"no made-up phone with a plain database is in {folder}", "'satchel sample --out DIR' makes one");
        }

        return SamplePhone.AppendDay(folder, messages, mediaBytes, arguments.GetValue(_wal), cancellationToken);
    }

    private bool IsWeChat(ParseResult arguments) => arguments.GetValue(_app) switch
    {
        null or "whatsapp" => false,
        "wechat" => true,
        string other => throw new CommandException(ExitCode.BadUsage, ErrorAnchor.BadUsage, $"--app takes whatsapp or wechat, not '{other}'", "'satchel sample --help' has examples"),
    };
}
