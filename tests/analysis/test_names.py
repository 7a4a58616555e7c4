"""Spellings of one name share a key, in whatever script; different names do not."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.analysis import name_keys

# In one line: one name, as Kazakh, Russian, English, scholars and people write it.
SAME = """
Қазақстан|Казахстан|Kazakhstan|kazahstan|Qazaqstan
Алматы|алматы|Almaty|almaty|#ALMATY
Жаңаөзен|Жанаозен|Zhanaozen|Janaozen|Jañaözen|Žanaozen|Zhangaözen
Нұр-Сұлтан|Нур-Султан|Nur-Sultan|Nūr-Sūltan|nursultan|Нур Султан
Шымкент|Shymkent|Chimkent|Чимкент|Şymkent|Šymkent
Ақтөбе|Актобе|Aktobe|Aqtöbe|Aqto'be
Атырау|Atyrau|Atıraw|Atyraý|Atyray’
Маңғыстау|Мангистау|Mangystau|Mangistau|Mañğystau|Man'g'ystay'
Қарағанды|Karagandy|Qaraghandy|Qarağandy|Qarag'andy
Қызылорда|Кызылорда|Kyzylorda|Qyzylorda|Кызыл-Орда
Қостанай|Костанай|Kostanay|Kostanai|Qostanaı|Kostanaj
Өскемен|Oskemen|Öskemen|O'skemen
Көкшетау|Кокшетау|Kokshetau|Kökşetau
Талдықорған|Талдыкорган|Taldykorgan|Taldyqorğan|Taldykorghan
Жезқазған|Жезказган|Zhezkazgan|Jezkazgan|Dzhezkazgan|Джезказган
Екібастұз|Экибастуз|Ekibastuz|Ekibastūz
Балқаш|Балхаш|Balkhash|Balqash|Balxaš
Аягөз|Аягоз|Ayagoz|Aiagoz|Ajagoz
Щучинск|Shchuchinsk|Ščučinsk|Schuchinsk
Теңіз|Тенгиз|Tengiz|Teñiz
Семей|Semey|Semei|Semej
Жетісу|Жетысу|Zhetysu|Jetisu
Ляззат|Ләззат|Lyazzat|Lazzat|Läzzat|Lâzzat
Ерлан|Yerlan|Erlan|Jerlan
Ержан|Yerzhan|Erzhan|Erjan
Әлия|Алия|Aliya|Alia|Alija|Äliia
Сәуле|Сауле|Saule|Säule|Sáýle|Sawle
Бақыт|Бахыт|Bakhyt|Bakyt|Baqyt
Жұлдыз|Жулдыз|Zhuldyz|Juldyz
Бауыржан|Бауржан|Bauyrzhan|Baurzhan|Bauyrjan
Айгүл|Айгуль|Aigul|Aygul|Aigül|Ajgul'
Әсел|Асель|Assel|Asel|Äsel
Юлия|Yulia|Iuliia|Julija|Yuliya
Фёдор|Федор|Fedor|Fëdor
Фёдор|Fyodor|Fjodor
Ксения|Xenia|Kseniya|Ksenija
Ғабит|Габит|Gabit|Ghabit|Ğabit
Хасан|Hasan|Khasan|Xasan
Тоқаев|Токаев|Tokayev|Tokaev|Toqaev
"""
# Each is another place or another given name.
APART = """
Астана Алматы Шымкент Ақтөбе Атырау Ақтау Орал Қостанай Павлодар Петропавл Көкшетау
Қарағанды Жезқазған Қызылорда Тараз Түркістан Талдықорған Өскемен Семей Қонаев Жаңаөзен
Теміртау Екібастұз Рудный Балқаш Риддер Степногорск Сәтбаев Арқалық Байқоңыр Кентау
Құлсары Лисаковск Аягөз Шахтинск Ақсай Сарыағаш Жаркент Талғар Есік Қаскелең Қапшағай
Үшарал Сарқан Текелі Зайсан Үржар Шар Абай Приозерск Аральск Қазалы Шиелі Жаңатас
Қаратау Шу Мерке Арыс Ленгер Щучинск Макинск Атбасар Есіл Державинск Хромтау Шалқар
Қандыағаш Темір Ембі Жем Алға Индер Мақат Доссор Бейнеу Жетібай Форт-Шевченко Ақсу
Булаево Сергеевка Тобыл Жітіқара Маңғыстау Ұлытау Жетісу Абылай Ордабасы Отырар Сауран
Тамғалы Мәскеу Ташкент Бішкек Самарқан Бұхара Үрімші Омбы Орынбор Астрахан Айгүл Айжан
Айман Айнұр Айдана Әлия Әсел Анар Арайлым Асхат Асан Азамат Айдос Алмас Арман Бақыт
Бауыржан Болат Бекзат Гүлнар Гүлмира Ғабит Ғалым Данияр Дархан Дәурен Динара Ерлан
Ержан Ермек Ернар Еркін Жанар Жанна Жұлдыз Жарас Зарина Зере Камила Қайрат Қанат Ләззат
Мадина Майра Марат Мақсат Меруерт Мұрат Мұхтар Назгүл Нұрлан Нариман Нұржан Олжас Рауан
Рүстем Сәуле Серік Самат Санжар Сымбат Тимур Тоқтар Ұлан Фарида Хасан Шолпан Шынар
Ықылас Юлия Фёдор Ксения Мария Наталья Ольга Пётр Сергей Татьяна
"""


@pytest.mark.parametrize("line", SAME.strip().splitlines())
def test_the_spellings_of_a_name_share_a_key(line: str) -> None:
    names = line.split("|")
    apart = [
        pair
        for pair in combinations(names, 2)
        if not name_keys(pair[0]) & name_keys(pair[1])
    ]
    assert apart == []


def test_different_names_do_not_meet() -> None:
    names = sorted(set(APART.split()))
    assert len(names) > 150
    met = [(a, b) for a, b in combinations(names, 2) if name_keys(a) & name_keys(b)]
    assert met == []


def test_a_key_is_never_a_name_as_it_is_written() -> None:
    keys = {key for name in APART.split() for key in name_keys(name)}
    assert {key[0] for key in keys} == {"~"}


@pytest.mark.parametrize("name", ["", "Шу", "ы", "№", "阿拉木图", "ألماتي", "  "])
def test_what_says_too_little_has_no_key(name: str) -> None:
    assert name_keys(name) == frozenset()


@given(st.text())
def test_any_text_has_few_keys(text: str) -> None:
    assert len(name_keys(text)) <= 16


def test_a_long_name_has_no_more_keys_than_a_short_one() -> None:
    assert len(name_keys("жаңа" * 10_000)) <= 16
