namespace Satchel.Chats.WeChat.Payloads;

/// <summary>A place: <c>location</c>, whose <c>x</c> is the latitude and <c>y</c> the longitude.</summary>
internal static class PlacePayload
{
    /// <summary>Reads one.</summary>
    public static PayloadContent Read(XmlNode? xml) => new() { Kind = MessageKind.Location, Body = BodyOf(xml?.Find("location")) };

    private static LocationBody? BodyOf(XmlNode? location) =>
        location is not null && PayloadNumbers.Real(location.Attribute("x")) is { } latitude && PayloadNumbers.Real(location.Attribute("y")) is { } longitude
            ? new LocationBody(latitude, longitude, location.Attribute("poiname"), location.Attribute("label"))
            : null;
}
