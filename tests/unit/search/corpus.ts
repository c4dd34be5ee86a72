/**
 * A journal of many years: lines of books whose authors died long ago (Pepys, Thoreau, Dickinson,
 * Wordsworth, Goethe, Heine, Rilke, Natsume, Bashō), as if they had been written on these days.
 */
export const CORPUS: readonly [day: string, title: string, content: string][] = [
  [
    "1660-01-01",
    "Up this morning",
    "This morning (we living lately in the garret) I rose, put on my suit with great skirts, having not lately worn any other clothes but them. Dined at home in the garret, where my wife dressed the remains of a turkey, and in the doing of it she burned her hand.",
  ],
  [
    "1660-09-25",
    "A cup of tee",
    "I did send for a cup of tee (a China drink) of which I never had drank before, and went away.",
  ],
  [
    "1666-09-02",
    "The great fire",
    "Some of our maids sitting up late last night to get things ready against our feast today, Jane called us up about three in the morning, to tell us of a great fire they saw in the City. So I rose and slipped on my nightgown, and went to her window.",
  ],
  [
    "1666-09-04",
    "Parmazan",
    "Sir W. Pen and I did dig another pit, and put our wine in it; and I my Parmazan cheese, as well as my wine and some other things.",
  ],
  [
    "1845-07-04",
    "To the woods",
    "I went to the woods because I wished to live deliberately, to front only the essential facts of life, and see if I could not learn what it had to teach.",
  ],
  [
    "1845-08-12",
    "The pond",
    "A lake is the landscape's most beautiful and expressive feature. It is earth's eye; looking into which the beholder measures the depth of his own nature.",
  ],
  [
    "1846-01-09",
    "Ice on the pond",
    "The ice in the pond at length begins to be honeycombed, and I can set my heel in it as I walk. Fogs and rains and warmer suns are gradually melting the snow.",
  ],
  [
    "1846-03-20",
    "Solitude",
    "I never found the companion that was so companionable as solitude. Why should I feel lonely? Is not our planet in the Milky Way?",
  ],
  [
    "1862-04-15",
    "Hope",
    "Hope is the thing with feathers that perches in the soul, and sings the tune without the words, and never stops at all.",
  ],
  [
    "1863-06-02",
    "A carriage",
    "Because I could not stop for Death, he kindly stopped for me; the carriage held but just ourselves and Immortality.",
  ],
  [
    "1804-04-15",
    "Daffodils",
    "I wandered lonely as a cloud that floats on high o'er vales and hills, when all at once I saw a crowd, a host, of golden daffodils; beside the lake, beneath the trees, fluttering and dancing in the breeze.",
  ],
  [
    "1774-05-10",
    "Wunderbare Heiterkeit",
    "Eine wunderbare Heiterkeit hat meine ganze Seele eingenommen, gleich den süßen Frühlingsmorgen, die ich mit ganzem Herzen genieße. Ich bin so glücklich, mein Bester.",
  ],
  [
    "1780-09-06",
    "Über allen Gipfeln",
    "Über allen Gipfeln ist Ruh, in allen Wipfeln spürest du kaum einen Hauch; die Vögelein schweigen im Walde. Warte nur, balde ruhest du auch.",
  ],
  [
    "1824-11-01",
    "Loreley",
    "Ich weiß nicht, was soll es bedeuten, daß ich so traurig bin; ein Märchen aus alten Zeiten, das kommt mir nicht aus dem Sinn. Die Luft ist kühl und es dunkelt, und ruhig fließt der Rhein.",
  ],
  [
    "1844-01-20",
    "Denk ich an Deutschland",
    "Denk ich an Deutschland in der Nacht, dann bin ich um den Schlaf gebracht, ich kann nicht mehr die Augen schließen, und meine heißen Tränen fließen.",
  ],
  [
    "1902-09-21",
    "Herbsttag",
    "Herr: es ist Zeit. Der Sommer war sehr groß. Leg deinen Schatten auf die Sonnenuhren, und auf den Fluren laß die Winde los.",
  ],
  [
    "1902-11-05",
    "Der Panther",
    "Sein Blick ist vom Vorübergehn der Stäbe so müd geworden, daß er nichts mehr hält. Ihm ist, als ob es tausend Stäbe gäbe und hinter tausend Stäben keine Welt.",
  ],
  [
    "1905-01-01",
    "吾輩は猫である",
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。",
  ],
  [
    "1906-04-01",
    "坊っちゃん",
    "親譲りの無鉄砲で小供の時から損ばかりしている。小学校に居る時分学校の二階から飛び降りて一週間ほど腰を抜かした事がある。",
  ],
  [
    "1906-09-01",
    "草枕",
    "山路を登りながら、こう考えた。智に働けば角が立つ。情に棹させば流される。意地を通せば窮屈だ。とかくに人の世は住みにくい。",
  ],
  ["1686-03-10", "古池", "古池や蛙飛びこむ水の音"],
  ["1689-06-29", "平泉", "夏草や兵どもが夢の跡"],
  ["1689-07-13", "立石寺", "閑さや岩にしみ入る蝉の声"],
  [
    "2026-02-14",
    "Valentine",
    "Dinner by the lake with candles. 🕯️ She laughed a batch ❤️ and so did I.",
  ],
  [
    "2026-03-01",
    "New job",
    "First day at the office! 🎉🎉 Everybody was kind, the coffee is not. ☕",
  ],
  [
    "2026-04-04",
    "Zoo",
    "We saw the panther and a tired lion 🦁 with the children 👨‍👩‍👧‍👦. Ice cream 🍦.",
  ],
  ["2026-05-09", "Running", "Ten kilometres in the rain 🌧️, new personal best 👍🏽. Tired but glad."],
  ["2026-05-10", "Tokyo", "東京タワーから富士山が見えた🗻。寿司🍣を食べて、猫カフェにも行った。"],
];

/** A query, and the titles that must be found before all others. */
export interface Question {
  query: string;
  /** The best match first where `inOrder` says so. */
  titles: string[];
  inOrder?: true;
}

export const QUESTIONS: readonly Question[] = [
  { query: "pond", titles: ["The pond", "Ice on the pond"] },
  { query: "lake", titles: ["The pond", "Daffodils", "Valentine"] },
  { query: "lonely", titles: ["Solitude", "Daffodils"] },
  { query: "lonely cloud", titles: ["Daffodils"] },
  { query: "fire", titles: ["The great fire"] },
  { query: '"great fire"', titles: ["The great fire"] },
  { query: "great", titles: ["The great fire", "Up this morning"], inOrder: true },
  { query: "ice", titles: ["Ice on the pond", "Zoo"], inOrder: true },
  { query: "cheese wine", titles: ["Parmazan"] },
  { query: '"my wine"', titles: ["Parmazan"] },
  { query: "companion*", titles: ["Solitude"] },
  { query: "drank china", titles: ["A cup of tee"] },
  { query: "o'er vales", titles: ["Daffodils"] },
  { query: "stopped", titles: ["A carriage"] },
  { query: "stop*", titles: ["A carriage", "Hope"], inOrder: true },
  { query: "süßen", titles: ["Wunderbare Heiterkeit"] },
  { query: "sussen", titles: ["Wunderbare Heiterkeit"] },
  { query: "uber", titles: ["Über allen Gipfeln"] },
  { query: "fliess*", titles: ["Loreley", "Denk ich an Deutschland"] },
  { query: "stäbe", titles: ["Der Panther"] },
  { query: "panther", titles: ["Der Panther", "Zoo"], inOrder: true },
  { query: '"in der nacht"', titles: ["Denk ich an Deutschland"] },
  { query: "猫", titles: ["吾輩は猫である", "Tokyo"], inOrder: true },
  { query: "名前", titles: ["吾輩は猫である"] },
  { query: "学校", titles: ["坊っちゃん"] },
  { query: "水の音", titles: ["古池"] },
  { query: "や", titles: ["古池", "平泉", "立石寺"] },
  { query: "富士山", titles: ["Tokyo"] },
  { query: "🎉", titles: ["New job"] },
  { query: "👍", titles: ["Running"] },
  { query: "❤️ lake", titles: ["Valentine"] },
  { query: "🍣", titles: ["Tokyo"] },
  { query: "👧", titles: ["Zoo"] },
  { query: "tired", titles: ["Zoo", "Running"] },
];
