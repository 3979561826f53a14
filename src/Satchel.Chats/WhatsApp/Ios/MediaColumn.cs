namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>Where the columns of a media row stand in <see cref="IosPass.Media"/>.</summary>
internal static class MediaColumn
{
    public const int Path = 1;
    public const int Bytes = 2;
    public const int Seconds = 3;
    public const int Latitude = 4;
    public const int Longitude = 5;
    public const int Title = 6;
    public const int VcardName = 7;
    public const int Vcard = 8;
    public const int Thumbnail = 9;
    public const int Metadata = 10;
}
