using System.Globalization;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Turns a stamp's three numbers into a day: years of two digits, of other eras and of other calendars.</summary>
/// <param name="today">The day after which no message was sent.</param>
internal sealed class ExportCalendar(DateOnly today)
{
    // Before 2009 there was no WhatsApp; a phone whose clock was never set begins in 1970, 1980 or 2000.
    private const int FirstYear = 1970;
    private const int BuddhistOffset = 543;
    private const int MinguoOffset = 1911;
    private const int HeiseiOffset = 1988;
    private const int ReiwaOffset = 2018;

    private static readonly PersianCalendar Persian = new();
    private static readonly UmAlQuraCalendar Hijri = new();

    /// <summary>The day of a stamp in an order; null where it has none.</summary>
    public DateOnly? DayOf(in ExportHeader header, DateOrder order)
    {
        if (YearIsFirst(header))
        {
            order = DateOrder.YearMonthDay;
        }
        else if (header.ThirdDigits >= 3 && order == DateOrder.YearMonthDay)
        {
            return null;
        }

        return order switch
        {
            DateOrder.DayMonthYear => Make(header.Third, header.ThirdDigits, header.Second, header.First, header.Era),
            DateOrder.MonthDayYear => Make(header.Third, header.ThirdDigits, header.First, header.Second, header.Era),
            _ => Make(header.First, header.FirstDigits, header.Second, header.Third, header.Era),
        };
    }

    /// <summary>Whether a day is later than any message can be; a day of a zone ahead is not.</summary>
    public bool IsFuture(DateOnly day) => day.DayNumber > today.DayNumber + 2;

    /// <summary>Whether a stamp tells by itself that its year stands first.</summary>
    public static bool YearIsFirst(in ExportHeader header) => header.FirstDigits >= 3 || header.EraIsFirst || header.Separator is '年' or '년';

    private DateOnly? Make(int year, int digits, int month, int day, ExportEra era)
    {
        if (month is < 1 or > 12 || day is < 1 or > 31 || (digits == 1 && era == ExportEra.None))
        {
            return null;
        }

        switch (era)
        {
            case ExportEra.Buddhist: year += year < 100 ? 2500 - BuddhistOffset : -BuddhistOffset; break;
            case ExportEra.Minguo: year += MinguoOffset; break;
            case ExportEra.Heisei: year += HeiseiOffset; break;
            case ExportEra.Reiwa: year += ReiwaOffset; break;
            default:
                if (digits == 4 && year is >= 1380 and < 1500)
                {
                    return OfOtherCalendar(year < 1430 ? Persian : Hijri, year, month, day);
                }

                year = OfCommonEra(year, digits);
                break;
        }

        return year < FirstYear || year > today.Year + 10 || day > DateTime.DaysInMonth(year, month) ? null : new DateOnly(year, month, day);
    }

    private int OfCommonEra(int year, int digits)
    {
        if (digits <= 2)
        {
            // Thai phones write 65 for 2565, which is 2022; nobody has sent anything in 2065.
            int buddhist = year + 2500 - BuddhistOffset;
            return year + 2000 > today.Year + 10 && buddhist <= today.Year + 1 ? buddhist : year + 2000;
        }

        return digits == 3 ? year + MinguoOffset : year is >= 2400 and < 2700 ? year - BuddhistOffset : year;
    }

    private static DateOnly? OfOtherCalendar(Calendar calendar, int year, int month, int day)
    {
        try
        {
            return DateOnly.FromDateTime(calendar.ToDateTime(year, month, day, 0, 0, 0, 0));
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
