namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>One exported chat: what its whole text tells, worked out when it is first asked for.</summary>
internal sealed class TextExportChat
{
    private readonly string? _fileTitle;
    private readonly string? _ownId;
    private readonly bool _isTitled;

    public TextExportChat(ExportText text, ExportCalendar calendar, ReaderOptions options, CancellationToken cancellationToken)
    {
        Text = text;
        OwnName = string.IsNullOrWhiteSpace(options.OwnName) ? null : ExportChars.CleanName(options.OwnName);
        _ownId = OwnName is null ? null : ExportIds.Of(OwnName);
        AccountId = ExportIds.OfAccount(options.AccountId) ?? (_ownId is { } id && !id.StartsWith(ExportIds.Prefix, StringComparison.Ordinal) ? id : null);
        _fileTitle = ExportTitle.OfFileName(text.FileName) ?? (text.ContainerName is { } container ? ExportTitle.OfFileName(container) : null);
        Survey = ExportSurvey.Of(text, calendar, options, _fileTitle, cancellationToken);
        List<string> others = [.. Survey.Senders.Where(sender => !IsOwn(sender))];
        Title = FindTitle(others, out _isTitled);
        Id = ExportIds.Of(Title);
        Kind = KindOf(others);
        Peer = Kind == ChatKind.Direct && _isTitled ? Title : null;
    }

    /// <summary>Its text.</summary>
    public ExportText Text { get; }

    /// <summary>What the text tells.</summary>
    public ExportSurvey Survey { get; }

    /// <summary>The owner's name as the person gave it; null where they did not.</summary>
    public string? OwnName { get; }

    /// <summary>The owner's id; null where unknown.</summary>
    public string? AccountId { get; }

    /// <summary>The chat's id.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Title { get; }

    /// <summary>What kind it is.</summary>
    public ChatKind Kind { get; }

    /// <summary>The other person of a chat of two.</summary>
    public string? Peer { get; }

    /// <summary>Whether a name is the owner's.</summary>
    public bool IsOwn(string name) => OwnName is not null && (name.Equals(OwnName, StringComparison.OrdinalIgnoreCase) || ExportIds.Of(name) == _ownId);

    /// <summary>The id of somebody; null for the owner where the owner's id is not known.</summary>
    public string? IdOf(string name) => IsOwn(name) ? AccountId : ExportIds.Of(name);

    /// <summary>The id of somebody whom a notice names, where a word may mean the owner.</summary>
    public string? IdInNotice(string name) => IsOwn(name) || (!Survey.Senders.Contains(name) && NoticeNames.IsOwner(name)) ? AccountId : ExportIds.Of(name);

    /// <summary>Everybody in it, the owner last if their id is known.</summary>
    public IEnumerable<Participant> Participants()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in Names())
        {
            if (!IsOwn(name) && ExportIds.Of(name) is var id && seen.Add(id))
            {
                string? phone = ExportIds.PhoneOf(name);
                yield return new Participant(id) { Name = phone is null ? ShownName(name) : null, Phone = phone };
            }
        }

        if (AccountId is not null && seen.Add(AccountId))
        {
            yield return new Participant(AccountId) { Name = OwnName is not null && ExportIds.PhoneOf(OwnName) is null ? OwnName : null, Phone = Jid.PhoneOf(AccountId) };
        }
    }

    private IEnumerable<string> Names()
    {
        if (Peer is not null)
        {
            yield return Peer;
        }

        foreach (string name in Survey.Senders)
        {
            yield return name;
        }

        foreach (string name in Survey.Mentioned)
        {
            yield return name;
        }
    }

    // A tilde stands before names that people gave themselves.
    private static string ShownName(string name) => name.StartsWith('~') && name.Length > 1 ? name[1..].TrimStart() : name;

    private string FindTitle(List<string> others, out bool isTitled)
    {
        string? told = Survey.IsIos ? Survey.Title : null;
        string? title = told ?? _fileTitle ?? (others.Count == 1 && !Survey.HasGroupEvents ? others[0] : Survey.Title);
        isTitled = title is not null;
        if (title is not null)
        {
            return others.Find(sender => sender != title && ExportTitle.IsSameBarSigns(sender, title)) is { } sender && !others.Contains(title) ? sender : title;
        }

        string own = ExportTitle.Bare(Text.FileName);
        string name = own == "_chat" && Text.ContainerName is { } container ? ExportTitle.Bare(container) : own;
        return name.Length > 0 ? name : "chat";
    }

    private ChatKind KindOf(List<string> others)
    {
        if (Survey.HasGroupEvents)
        {
            return ChatKind.Group;
        }

        if (ExportIds.PhoneOf(Title) is not null)
        {
            return ChatKind.Direct;
        }

        // One of two senders is the owner, unless the owner is known; or the chat's name is nobody's who speaks in it.
        int most = OwnName is not null ? 1 : 2;
        return others.Count > most || (others.Count == 2 && _isTitled && !others.Contains(Title)) ? ChatKind.Group : ChatKind.Direct;
    }
}
