namespace Satchel.Server.Pages.Pictures;

/// <summary>The stretches of time in the life of a plan.</summary>
internal enum StretchKind
{
    Paid,
    Grace,
    ReadOnly,
    Trash,
}
