namespace Satchel.Server.Notices;

/// <summary>A letter as it is handed to the mail server.</summary>
/// <param name="To">The address.</param>
/// <param name="Id">What stays the same when it is sent again: <c>Message-ID</c> without the brackets.</param>
/// <param name="Language">Its language.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The HTML.</param>
internal sealed record MailMessageDraft(string To, string Id, string Language, string Subject, string Text, string Html);
