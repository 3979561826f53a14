namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What sets a line's stamp apart from the rest of it. The later ones are the less certain.</summary>
internal enum HeaderStyle
{
    /// <summary><c>[stamp] rest</c>, an iPhone's.</summary>
    Brackets,

    /// <summary><c>stamp - rest</c>, Android's.</summary>
    Dash,

    /// <summary><c>stamp: rest</c>, an old iPhone's.</summary>
    Colon,

    /// <summary><c>stamp rest</c>.</summary>
    Bare,
}
