namespace Satchel.Server.Notices;

/// <summary>What came of handing a letter to the mail server.</summary>
internal enum MailOutcome
{
    /// <summary>It took the letter.</summary>
    Sent,

    /// <summary>It did not, and may later.</summary>
    TryAgain,

    /// <summary>It never will: there is no such mailbox.</summary>
    Refused,
}
