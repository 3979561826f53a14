namespace Satchel.Server.Notices;

/// <summary>A notice as its account sees it.</summary>
/// <param name="At">When it was due.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">Its heading.</param>
/// <param name="Text">What it says.</param>
/// <param name="State"><c>sent</c>, <c>waiting</c> for the mail server or for there being one, or <c>failed</c>.</param>
/// <param name="SentAt">When it was sent.</param>
internal sealed record NoticeEntry(DateTimeOffset At, string Kind, string Subject, string Text, string State, DateTimeOffset? SentAt = null);
