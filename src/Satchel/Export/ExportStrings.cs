using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>The words of an export that are ours and not the messages'.</summary>
internal abstract class ExportStrings
{
    /// <summary>The language's tag, for <c>lang</c>.</summary>
    public abstract string Tag { get; }

    public abstract string You { get; }

    public abstract string UnknownTime { get; }

    public abstract string ListSeparator { get; }

    public abstract string Forwarded { get; }

    public abstract string Edited { get; }

    public abstract string Starred { get; }

    public abstract string WasDeleted { get; }

    public abstract string LaterDeleted { get; }

    public abstract string NotThere { get; }

    public abstract string Disappears { get; }

    public abstract string EarlierVersions { get; }

    public abstract string Chats { get; }

    public abstract string AllChats { get; }

    public abstract string First { get; }

    public abstract string Previous { get; }

    public abstract string Next { get; }

    public abstract string Last { get; }

    public abstract string Months { get; }

    public abstract string PagesOfChat { get; }

    public abstract string NoMessages { get; }

    public abstract string OpenMap { get; }

    public abstract string Archived { get; }

    public abstract string ExportedBy { get; }

    public abstract string InReplyTo { get; }

    public abstract string Footer { get; }

    /// <summary>Twelve months from January.</summary>
    public abstract IReadOnlyList<string> MonthNames { get; }

    public abstract string Title(string app, string owner);

    public abstract string MessageCount(long count);

    public abstract string ChatCount(long count);

    public abstract string PageOf(long page, long pages);

    public abstract string Day(DateTime day);

    public abstract string Month(int year, int month);

    public abstract string RemovedAfter(string when);

    public abstract string RevokedAt(string when);

    public abstract string Votes(int count);

    public abstract string Kind(MessageKind kind);

    public abstract string ChatKind(ChatKind kind);

    public abstract string Status(MessageStatus status);

    public abstract string Call(CallBody call);

    /// <summary>What happened, as a sentence.</summary>
    /// <param name="system">What.</param>
    /// <param name="actor">Who did it, or null.</param>
    /// <param name="subjects">To whom, joined; may be empty.</param>
    public abstract string System(SystemBody system, string? actor, string subjects);

    /// <summary>A duration as minutes and seconds, or hours.</summary>
    public static string Duration(long seconds)
    {
        long shown = Math.Clamp(seconds, 0, 359_999);
        return shown < 3600
            ? string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $"{shown / 60}:{shown % 60:00}")
            : string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $"{shown / 3600}:{shown / 60 % 60:00}:{shown % 60:00}");
    }
}
