using System.Text;

namespace Satchel.Cli.Samples;

/// <summary>The words that made-up people write with: common ones first, then ones that are put together.</summary>
internal sealed class SampleVocabulary
{
    private const ulong Seed = 0x5A7C4E1;   // fixed: a day added later draws on the same words
    private const int EnglishWords = 10_000;
    private const int ChineseWords = 8_000;

    private static readonly string[] English =
        """
        the to i you and it is we my at in for on so of be will have are me that this not do was with but
        can no yes just if your get what there all how then when now here too back up out home see come go
        know think want need make take find leave bring call ask tell hear walk cook clean wait start stop
        good fine late early nice warm cold busy free ready tired happy long short new old great small
        today tomorrow tonight yesterday morning evening noon weekend Monday Friday Sunday week month year
        train bus bike ticket flight airport station street corner park beach river garden kitchen table
        dinner lunch breakfast soup rice bread noodles cake coffee tea milk apples eggs cheese market shop
        doctor school office meeting report homework exam teacher class project letter photo video song film
        mum dad sister brother uncle aunt grandma cousin neighbour friend kids baby dog cat birthday party
        thanks sorry please maybe sure okay really almost already again always never still later soon first
        between behind around after before because although while until since about over under near inside
        rain snow sun wind cloud storm umbrella jacket shoes keys wallet phone charger password laptop window
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Chinese =
        """
        的 我 你 了 在 是 就 不 吃 去 来 好 也 都 很 吗 吧 呢 啊 要 会 能 有 没 把 给 到 从 跟 和 对 让
        今天 明天 后天 昨天 早上 中午 下午 晚上 周末 周一 月底 刚才 马上 等会 以后 已经 还没 正在 一直 经常
        我们 你们 大家 自己 妈妈 爸爸 外婆 爷爷 姐姐 弟弟 孩子 同学 同事 老师 医生 邻居 朋友 老板 客户 司机
        回家 上课 开会 出差 加班 请假 买菜 做饭 洗碗 打扫 跑步 游泳 爬山 看书 唱歌 拍照 睡觉 起床 出门 搬家
        米饭 面条 饺子 包子 豆腐 鸡蛋 牛奶 苹果 西瓜 火锅 咖啡 绿茶 蛋糕 早餐 晚饭 超市 菜场 餐厅 食堂 外卖
        手机 电脑 钥匙 雨伞 衣服 鞋子 票 行李 快递 地址 号码 密码 发票 报告 作业 考试 成绩 计划 问题 办法
        天气 下雨 太阳 刮风 好冷 好热 路上 堵车 车站 机场 地铁 公交 高铁 停车 公园 河边 海边 山上 楼下 门口
        谢谢 不好意思 没关系 辛苦了 知道了 可以 不用 随便 当然 真的 可能 应该 觉得 希望 记得 忘了 喜欢 开心 放心 加油
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Onsets = ["b", "bl", "c", "cr", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "r", "s", "sh", "sp", "t", "th", "v", "w"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ai", "ee", "oa", "ou"];
    private static readonly string[] Codas = ["", "", "d", "k", "l", "m", "n", "nt", "p", "r", "rn", "s", "st", "t"];

    private const string Characters =
        "春夏秋冬东西南北山水江河湖海风云雨雪花草树木竹石金银铜铁米面茶酒糖盐红黄蓝绿黑白灰紫大小多少高低长短新旧快慢远近" +
        "上下左右前后里外开关进出来去坐立走跑飞游听说读写看想问答学习工作生活家庭城市乡村道路桥梁房屋门窗桌椅书笔纸画" +
        "琴棋球车船机马牛羊鸡鸭鱼虫鸟龙虎手足口耳目头心身年月日时分秒早晚昼夜百千万亿元角斤两尺寸";

    public SampleVocabulary()
    {
        SampleRandom random = new(Seed);
        EnglishWordList = Extend(English, EnglishWords, random, ComposeEnglish);
        ChineseWordList = Extend(Chinese, ChineseWords, random, ComposeChinese);
    }

    /// <summary>English words, the most frequent first.</summary>
    public IReadOnlyList<string> EnglishWordList { get; }

    /// <summary>Chinese words, the most frequent first.</summary>
    public IReadOnlyList<string> ChineseWordList { get; }

    /// <summary>A person's name, written as in one of the two languages.</summary>
    public static string NameOf(SampleRandom random)
    {
        const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹";
        if (random.Chance(0.45))
        {
            string given = ComposeCharacters(random, 1 + random.Next(2));
            return Surnames[random.Next(Surnames.Length)] + given;
        }

        return Capitalised(ComposeEnglish(random)) + " " + Capitalised(ComposeEnglish(random));
    }

    /// <summary>A word with a capital letter.</summary>
    public static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static List<string> Extend(string[] common, int count, SampleRandom random, Func<SampleRandom, string> compose)
    {
        List<string> words = [.. common.Distinct()];
        HashSet<string> seen = [.. words];
        while (words.Count < count)
        {
            string word = compose(random);
            if (seen.Add(word))
            {
                words.Add(word);
            }
        }

        return words;
    }

    private static string ComposeEnglish(SampleRandom random)
    {
        StringBuilder word = new();
        for (int syllables = random.Pick(1, 2, 2, 2, 3); syllables > 0; syllables--)
        {
            word.Append(random.Pick<string>(Onsets)).Append(random.Pick<string>(Vowels)).Append(random.Pick<string>(Codas));
        }

        return word.ToString();
    }

    private static string ComposeChinese(SampleRandom random) => ComposeCharacters(random, random.Pick(1, 2, 2, 2, 3, 4));

    private static string ComposeCharacters(SampleRandom random, int length) =>
        string.Create(length, random, static (characters, random) =>
        {
            for (int i = 0; i < characters.Length; i++)
            {
                characters[i] = Characters[random.Next(Characters.Length)];
            }
        });
}
