using System.Globalization;
using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

public sealed class HeaderTests
{
    private const string Noon = "2018-03-06 13:55:00";

    [Theory]
    [InlineData("3/6/18, 1:55 p.m. - ", Noon, "mdy")]
    [InlineData("3/6/18, 1:55 PM - ", Noon, "mdy")]
    [InlineData("3/6/18, 1:55\u202FPM - ", Noon, "mdy")]
    [InlineData("06/03/2018, 1:55 pm - ", Noon, "dmy")]
    [InlineData("06/03/2018, 1:55 p. m. - ", Noon, "dmy")]
    [InlineData("06/03/2018 1:55 p.\u00A0m. - ", Noon, "dmy")]
    [InlineData("03-06-2018, 01.55 PM - ", Noon, "mdy")]
    [InlineData("13.06.18 21.25.15: ", "2018-06-13 21:25:15", null)]
    [InlineData("[06.13.18 21:25:15] ", "2018-06-13 21:25:15", null)]
    [InlineData("13.6.2018 klo 21.25.15 - ", "2018-06-13 21:25:15", null)]
    [InlineData("13.6.2018 klo 21.25 - ", "2018-06-13 21:25:00", null)]
    [InlineData("13.06.2018 kl. 21:25 - ", "2018-06-13 21:25:00", null)]
    [InlineData("13/06/2018 à 21:25 - ", "2018-06-13 21:25:00", null)]
    [InlineData("13.06.18, 21:25 Uhr - ", "2018-06-13 21:25:00", null)]
    [InlineData("13.06.2018 um 21:25 - ", "2018-06-13 21:25:00", null)]
    [InlineData("13.06.18 г., 21:25 ч. - ", "2018-06-13 21:25:00", null)]
    [InlineData("13. 6. 2018. 21:25:15 ", "2018-06-13 21:25:15", null)]
    [InlineData("[13. 6. 2018. 21:25:15] ", "2018-06-13 21:25:15", null)]
    [InlineData("[2018/06/13, 21:25:15] ", "2018-06-13 21:25:15", null)]
    [InlineData("[2018-06-13, 21:25:15] ", "2018-06-13 21:25:15", null)]
    [InlineData("2016-04-15, 3:04 PM - ", "2016-04-15 15:04:00", null)]
    [InlineData("2018-06-13 21 h 25 - ", "2018-06-13 21:25:00", null)]
    [InlineData("[2018-06-13 21 h 25 min 15 s] ", "2018-06-13 21:25:15", null)]
    [InlineData("[3/18/2565 BE, 14:56:00] ", "2022-03-18 14:56:00", null)]
    [InlineData("[18/3/2565 14:56:00] ", "2022-03-18 14:56:00", null)]
    [InlineData("18/3/65 14:56 - ", "2022-03-18 14:56:00", null)]
    [InlineData("[3/18/R4 14:56:00] ", "2022-03-18 14:56:00", null)]
    [InlineData("[R4/3/18 14:56:00] ", "2022-03-18 14:56:00", null)]
    [InlineData("[令和4年3月18日 14:56:00] ", "2022-03-18 14:56:00", null)]
    [InlineData("[\u200F٢٧/٣/٢٠٢٢، ٩:٥٣:٥٦ م] ", "2022-03-27 21:53:56", null)]
    [InlineData("\u200F[٢٧\u200F/٣\u200F/٢٠٢٢، ٩:٥٣:٥٦ ص] ", "2022-03-27 09:53:56", null)]
    [InlineData("٢٧/٣/٢٠٢٢، ٩:٥٣ م - ", "2022-03-27 21:53:00", null)]
    [InlineData("[۲۷/۳/۲۰۲۲، ۲۱:۵۳:۵۶] ", "2022-03-27 21:53:56", null)]
    [InlineData("[۱۴۰۱/۱/۷،‏ ۲۱:۵۳:۵۶] ", "2022-03-27 21:53:56", null)]
    [InlineData("[٢٤/٨/١٤٤٣ هـ، ٩:٥٣:٥٦ م] ", "2022-03-27 21:53:56", null)]
    [InlineData("[२७/३/२०२२, ९:५३:५६ PM] ", "2022-03-27 21:53:56", null)]
    [InlineData("[3/18/22 14:56:00] ", "2022-03-18 14:56:00", null)]
    [InlineData("[2022/03/18 14:56:00] ", "2022-03-18 14:56:00", null)]
    [InlineData("[2022/03/18 午後2:56:00] ", "2022-03-18 14:56:00", null)]
    [InlineData("2022/03/18 14:56 - ", "2022-03-18 14:56:00", null)]
    [InlineData("2023/6/30 下午4:14 - ", "2023-06-30 16:14:00", null)]
    [InlineData("2023/6/30 上午12:14 - ", "2023-06-30 00:14:00", null)]
    [InlineData("2023/6/30 中午12:14 - ", "2023-06-30 12:14:00", null)]
    [InlineData("2023/6/30 凌晨1:14 - ", "2023-06-30 01:14:00", null)]
    [InlineData("2023/6/30 晚上8:14 - ", "2023-06-30 20:14:00", null)]
    [InlineData("2023/6/30 晚上12:14 - ", "2023-06-30 00:14:00", null)]
    [InlineData("[2023/6/30 下午4:14:05] ", "2023-06-30 16:14:05", null)]
    [InlineData("[2023/6/30，下午4:14:05] ", "2023-06-30 16:14:05", null)]
    [InlineData("[2023. 6. 30. 오후 4:14:05] ", "2023-06-30 16:14:05", null)]
    [InlineData("2023. 6. 30. 오후 4:14 - ", "2023-06-30 16:14:00", null)]
    [InlineData("2023년 6월 30일 오후 4:14 - ", "2023-06-30 16:14:00", null)]
    [InlineData("\u200E[30.06.23, 16:14:05] ", "2023-06-30 16:14:05", null)]
    [InlineData("[30/6/23, 12:14:05\u202FAM] ", "2023-06-30 00:14:05", null)]
    [InlineData("[30/6/23, 12:14:05 pm] ", "2023-06-30 12:14:05", null)]
    [InlineData("30/06/23 16:14 - ", "2023-06-30 16:14:00", null)]
    [InlineData("30-06-23 16:14 - ", "2023-06-30 16:14:00", null)]
    [InlineData("30-6-2023 16:14 - ", "2023-06-30 16:14:00", null)]
    [InlineData("30.06.23, 16:14 – ", "2023-06-30 16:14:00", null)]
    [InlineData("30'06'23, 16:14 - ", "2023-06-30 16:14:00", null)]
    public void Every_form_of_stamp_is_read(string stamp, string time, string? order)
    {
        using ExportFolder folder = new();
        ReaderOptions options = new() { TimeZone = TimeZoneInfo.Utc, DateOrder = order switch { "mdy" => DateOrder.MonthDayYear, "dmy" => DateOrder.DayMonthYear, _ => null } };

        List<Message> messages = folder.ReadText($"{stamp}Ben: Hello there\nsecond line\n{stamp}Ana: Hi: you\n{stamp}Ben: bye\n", options);

        Assert.Equal(["Hello there\nsecond line", "Hi: you", "bye"], messages.Select(m => m.Text));
        Assert.Equal(["export:Ben", "export:Ana", "export:Ben"], messages.Select(m => m.SenderId));
        DateTime expected = DateTime.ParseExact(time, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Assert.All(messages, m => Assert.Equal(expected, DateTimeOffset.FromUnixTimeMilliseconds(m.SentAtMillis).UtcDateTime));
    }
}
