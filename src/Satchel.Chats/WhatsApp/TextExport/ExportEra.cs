namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What a year counts from, where it says so.</summary>
internal enum ExportEra
{
    /// <summary>It does not say.</summary>
    None,

    /// <summary>Heisei, from 1989.</summary>
    Heisei,

    /// <summary>Reiwa, from 2019.</summary>
    Reiwa,

    /// <summary>The Buddha's, 543 years before the common one.</summary>
    Buddhist,

    /// <summary>The republic's (民國), from 1912.</summary>
    Minguo,
}
