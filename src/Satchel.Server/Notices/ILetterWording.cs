namespace Satchel.Server.Notices;

/// <summary>The letters in one language.</summary>
internal interface ILetterWording
{
    /// <summary>The language, as HTML names it.</summary>
    string Language { get; }

    /// <summary>What stands between a label and its value.</summary>
    string Colon { get; }

    /// <summary>Why the letter was sent, below every one.</summary>
    string Footer(string server);

    /// <summary>Whom to write to.</summary>
    string Contact(string contact);

    /// <summary>What a notice says.</summary>
    Letter Write(NoticeKind kind, NoticeValues values);
}
