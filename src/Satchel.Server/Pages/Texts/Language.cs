namespace Satchel.Server.Pages.Texts;

/// <summary>The languages that pages are written in.</summary>
internal enum Language
{
    English,
    Chinese,
}
