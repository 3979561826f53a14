namespace Satchel.Chats;

/// <summary>Why bytes of a chat app could not be read as what they are said to be.</summary>
public enum ChatFormatProblem
{
    /// <summary>They are something else.</summary>
    NotThisFormat,

    /// <summary>They are whole, and the key given does not open them.</summary>
    WrongKey,

    /// <summary>They are encrypted, and no key was given.</summary>
    KeyNeeded,

    /// <summary>They end too early.</summary>
    Truncated,

    /// <summary>They were changed or damaged.</summary>
    Damaged,

    /// <summary>A version or feature that this reader does not know.</summary>
    UnsupportedVersion,

    /// <summary>A reference leads nowhere.</summary>
    BrokenReference,

    /// <summary>A length or count is over its limit.</summary>
    LimitExceeded,

    /// <summary>What is to be merged belongs to different people.</summary>
    OtherOwner,

    /// <summary>A store to merge into is of a version that its writer does not know.</summary>
    UnknownTarget,

    /// <summary>What the person chose is not there.</summary>
    NothingChosen,

    /// <summary>A store that was written breaks a rule of the app's, or does not read back as what was written.</summary>
    BrokenResult,
}

/// <summary>The bytes of a chat database are not what docs/formats/ says they are. Never thrown for I/O.</summary>
public sealed class ChatFormatException(ChatFormatProblem problem, string where, string message, Exception? inner = null)
    : FormatException($"{where}: {message}", inner)
{
    /// <summary>What a program can switch on.</summary>
    public ChatFormatProblem Problem { get; } = problem;

    /// <summary>File, then table and row or byte offset: <c>msgstore.db, message row 812</c>.</summary>
    public string Where { get; } = where;
}
