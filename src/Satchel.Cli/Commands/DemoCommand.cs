using System.CommandLine;
using System.Globalization;
using Satchel.Chats.Sqlite;
using Satchel.Cli.Demo;
using Satchel.Cli.Samples;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel demo</c>: the main job, on a made-up phone, with nothing set up first.</summary>
internal sealed class DemoCommand : SatchelCommand
{
    private const int Messages = 50_000;
    private const int Chats = 60;
    private const int MediaMiB = 100;
    private const int WeChatMessages = 20_000;
    private const int WeChatMediaMiB = 10;
    private const int WeChatDayMessages = 300;
    private const int DayMessages = 1_000;
    private const int DayMediaMiB = 5;

    private readonly Option<bool> _keep = new("--keep") { Description = "leave the folder there, to look at" };

    private readonly Option<bool> _open = new("--open") { Description = "show the history in the browser in the end" };

    public DemoCommand() : base("demo", "saves a made-up phone, adds a day, loses the phone, and brings everything back, to an iPhone as well")
    {
        AddOptions(_open, _keep);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => ["Works in a temporary folder with a home of its own, touches nothing of yours, and takes less than two minutes. Each step is a command that you could type."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel demo", "satchel demo --open"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        bool keep = arguments.GetValue(_keep);
        using DemoStage stage = DemoStage.Open(keep, session);
        var output = new DemoOutput(stage, session, arguments.GetValue(Json));
        await SaveAsync(stage, output, cancellationToken);
        string word = await LiveADayAsync(stage, output, cancellationToken);
        await LoseAndRestoreAsync(stage, output, cancellationToken);
        await MigrateAsync(stage, output, cancellationToken);
        await LookAsync(output, word, cancellationToken);
        Conclude(stage, output, keep, arguments.GetValue(_open));
        if (arguments.GetValue(_open))
        {
            await output.OpenAsync(cancellationToken);
        }

        return ExitCode.Done;
    }

    private static async Task SaveAsync(DemoStage stage, DemoOutput output, CancellationToken cancellationToken)
    {
        output.Say("a made-up phone, with a WhatsApp folder as Android has it, and an account of WeChat, encrypted as the app encrypts it");
        await output.RunAsync(
            cancellationToken, "sample", "--out", stage.Phone, "--messages", Number(Messages), "--chats", Number(Chats), "--media-mb", Number(MediaMiB));
        await output.RunAsync(
            cancellationToken, "sample", "--app", "wechat", "--out", stage.Phone, "--messages", Number(WeChatMessages), "--chats", Number(Chats), "--media-mb", Number(WeChatMediaMiB));
        output.Say($"an encrypted vault; SATCHEL_VAULT={stage.Vault} and SATCHEL_PASSPHRASE_FILE={stage.PassphraseFile} are set for what follows");
        await output.RunAsync(cancellationToken, "init", stage.Vault);
        output.Say("both histories go in; WeChat's needs its key, which the person gives");
        await output.RunAsync(cancellationToken, "backup", stage.Phone, "--key", WeChatKey(stage));
    }

    /// <returns>A word that somebody wrote that day.</returns>
    private static async Task<string> LiveADayAsync(DemoStage stage, DemoOutput output, CancellationToken cancellationToken)
    {
        output.Say("a day goes by on the phone");
        await output.RunAsync(cancellationToken, "sample", "--out", stage.Phone, "--append", Number(DayMessages), "--append-media-mb", Number(DayMediaMiB));
        await output.RunAsync(cancellationToken, "sample", "--app", "wechat", "--out", stage.Phone, "--append", Number(WeChatDayMessages));
        output.Say("only what is new is read and stored");
        await output.RunAsync(cancellationToken, "backup", stage.Phone, "--key", WeChatKey(stage));
        await output.RunAsync(cancellationToken, "snapshots");
        return WordOfTheDay(Path.Combine(SamplePhone.WhatsAppFolder(stage.Phone), "Databases", "msgstore.db"));
    }

    private static async Task LoseAndRestoreAsync(DemoStage stage, DemoOutput output, CancellationToken cancellationToken)
    {
        output.Say("the phone is lost (what was on it is put aside, only to compare)");
        string lost = stage.At("lost-phone");
        Directory.Move(stage.Phone, lost);
        string back = Path.Combine(stage.At("new-phone"), "WhatsApp");
        await output.RunAsync(cancellationToken, "restore", "--app", "whatsapp", "--to", back);
        Tell(output, TreeComparison.Of(SamplePhone.WhatsAppFolder(lost), back, keyFile: null, cancellationToken));
        string key = Path.Combine(lost, SampleWeChat.KeyFile);
        string weChat = SampleWeChat.AccountFolder(stage.At("new-phone"));
        await output.RunAsync(cancellationToken, "restore", "--app", "wechat", "--to", weChat, "--key", key);
        Tell(output, TreeComparison.Of(SampleWeChat.AccountFolder(lost), weChat, key, cancellationToken));
    }

    private static void Tell(DemoOutput output, TreeComparison same) =>
        output.Tell(
            "compare",
            $"compared: {Quantity.Count(same.Files, "file")} equal byte for byte with times and permissions, {Quantity.Count(same.Databases, "database")} equal in schema and all {Quantity.Count(same.Rows, "row")}",
            new Dictionary<string, long> { ["files"] = same.Files, ["databases"] = same.Databases, ["rows"] = same.Rows });

    private static async Task MigrateAsync(DemoStage stage, DemoOutput output, CancellationToken cancellationToken)
    {
        output.Say("or the new phone is an iPhone: the history moves into its store, and what an iPhone cannot hold is named");
        await output.RunAsync(cancellationToken, "migrate", "latest", "--app", "whatsapp", "--to", "whatsapp-ios", "--out", stage.At("new-iphone"));
        await output.RunAsync(cancellationToken, "sources", stage.At("new-iphone"));
    }

    private static async Task LookAsync(DemoOutput output, string word, CancellationToken cancellationToken)
    {
        output.Say("everything that was ever saved can be searched");
        await output.RunAsync(cancellationToken, "search", word, "--limit", "3");
        output.Say("and the vault can be proven, at any time");
        await output.RunAsync(cancellationToken, "rehearse");
        await output.RunAsync(cancellationToken, "check", "--read-data");
    }

    private static void Conclude(DemoStage stage, DemoOutput output, bool keep, bool open)
    {
        long vaultBytes = new DirectoryInfo(stage.Vault).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        long phoneBytes = new DirectoryInfo(stage.At("lost-phone")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        output.Say($"two days of a phone of {Quantity.Bytes(phoneBytes)} lie in a vault of {Quantity.Bytes(vaultBytes)}");
        string where = keep || open
            ? $"everything lies in {stage.Folder}{(keep ? "" : " until the viewer ends")}: lost-phone, vault, new-phone, new-iphone, passphrase.txt, home"
            : $"everything lay in {stage.Folder}, which is deleted now; --keep leaves it there";
        output.Tell("end", where, new Dictionary<string, long> { ["phoneBytes"] = phoneBytes, ["vaultBytes"] = vaultBytes });
    }

    private static string WordOfTheDay(string database)
    {
        using SqliteDatabase messages = SqliteDatabase.OpenImmutable(database);
        using SqliteStatement newest = messages.Prepare("SELECT text_data FROM message WHERE message_type = 0 AND length(text_data) > 20 ORDER BY _id DESC LIMIT 20");
        while (newest.Step())
        {
            string? word = newest.Text(0).Split(' ').Where(w => w.All(char.IsAsciiLetter)).MaxBy(w => w.Length);
            if (word?.Length > 4)
            {
                return word;
            }
        }

        return "the";
    }

    private static string WeChatKey(DemoStage stage) => Path.Combine(stage.Phone, SampleWeChat.KeyFile);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
