#!/usr/bin/env python3
"""The database of the benchmarks: 200,000 documents with titles as offices write them, and a catalog in which one unit has
112 columns with 330 entries.

    python3 benches/fill.py sqlite:///tmp/bench.db
    python3 benches/fill.py postgres://gongkai@127.0.0.1/bench --documents 200000 --seed 1

The database must be empty. Everything goes through `gongkai import`, so that the one door writes it. The same arguments
make the same files (left in --out); ids are the service's own and differ from run to run.
"""
import argparse, csv, datetime, json, os, random, subprocess, sys, time

SYSTEM = "bench"
FIRST, LAST = datetime.date(1996, 1, 1), datetime.date(2026, 6, 30)
CITY = "云岭市"
DEPARTMENTS = [
    ("发展和改革委员会", "发改委", "发改"), ("教育局", "教育局", "教"), ("科学技术局", "科技局", "科"), ("工业和信息化局", "工信局", "工信"),
    ("民族宗教事务局", "民宗局", "民宗"), ("公安局", "公安局", "公"), ("民政局", "民政局", "民"), ("司法局", "司法局", "司"),
    ("财政局", "财政局", "财"), ("人力资源和社会保障局", "人社局", "人社"), ("自然资源和规划局", "自然资源局", "自然资规"),
    ("生态环境局", "生态环境局", "环"), ("住房和城乡建设局", "住建局", "建"), ("交通运输局", "交通局", "交"), ("水利局", "水利局", "水"),
    ("农业农村局", "农业农村局", "农"), ("商务局", "商务局", "商"), ("文化广电和旅游局", "文旅局", "文旅"), ("卫生健康委员会", "卫健委", "卫健"),
    ("退役军人事务局", "退役军人局", "退役"), ("应急管理局", "应急局", "应急"), ("审计局", "审计局", "审"), ("市场监督管理局", "市场监管局", "市监"),
    ("统计局", "统计局", "统"), ("医疗保障局", "医保局", "医保"), ("林业局", "林业局", "林"), ("城市管理局", "城管局", "城管"),
    ("政务服务数据管理局", "政数局", "政数"), ("地方金融监督管理局", "金融局", "金融"), ("国有资产监督管理委员会", "国资委", "国资"),
]
PLACES = ["松涧县", "鹤坪县", "白石县", "清河区", "泠东区", "望江区", "云台县", "石梁县", "临湖区", "双溪县", "平岗县", "龙口镇", "柳林乡", "长乐街道", "桃源镇", "新安街道"]
THINGS = (
    "城市供水,生活垃圾分类,公共租赁住房,网络预约出租汽车,养老机构,普惠托育服务,高标准农田,农村人居环境,古树名木,烟花爆竹,二次供水设施,公共信用信息,政府投资项目,"
    "行政规范性文件,政务公开,电动自行车,住房公积金,就业补助资金,耕地地力保护补贴,城镇燃气,餐饮油烟,建筑工地扬尘,地下管网,河道采砂,饮用水水源,农产品质量安全,小餐饮,"
    "校外培训机构,义务教育招生,学前教育,高层次人才,科技创新平台,知识产权,中小微企业,电子商务,物流园区,跨境贸易,旅游民宿,文物建筑,非物质文化遗产,公共图书馆,院前医疗急救,"
    "家庭医生签约,基本医疗保险,大病保险,药品集中采购,城乡低保,临时救助,残疾人康复,慈善组织,殡葬设施,婚姻登记,退役士兵安置,消防通道,危险化学品,特种设备,防汛抗旱,地质灾害,"
    "森林防火,动物防疫,种子市场,渔业资源,水土保持,矿产资源,不动产登记,征地补偿,历史文化街区,城市更新,老旧小区改造,加装电梯,停车设施,公交线路,道路货运,桥梁隧道,内河航运,"
    "数据资源共享,政务服务事项,营商环境,行政处罚裁量,行政复议,法律援助,人民调解,社区矫正,统计调查,审计整改,国有企业,融资担保,债券资金,预算绩效,政府采购,招标投标,会计信息,"
    "税收征管,土地出让,节能减排,碳达峰,污染防治,噪声扰民,固体废物,畜禽养殖,秸秆焚烧,机动车尾气,充电基础设施,光伏发电,天然气价格,居民用水价格,停车收费,教育收费"
).split(",")
ACTS = (
    "管理,监督管理,安全管理,建设管理,服务管理,资金管理,使用管理,考核,评估,审批,备案,登记,认定,申报,补助,奖励,扶持,保护,整治,清理,推广应用,普查,监测,检查,验收,公示,信息公开,高质量发展,"
    "改革创新,规范运行,统筹协调,应急处置,风险防控,综合治理,专项行动,试点示范,提质增效,数字化转型,标准化建设,一体化推进"
).split(",")
RULES = [("办法", "MEASURES"), ("规定", "PROVISIONS"), ("实施细则", "DETAILED_RULES"), ("暂行办法", "MEASURES"), ("若干规定", "PROVISIONS"), ("规则", "RULES")]
PAPERS = [("实施方案", "PLAN"), ("工作方案", "PLAN"), ("行动计划", "PLAN"), ("应急预案", "PLAN"), ("工作要点", "NOTICE"), ("发展规划", "PLAN")]
FIELDS = ["综合政务", "城乡建设、环境保护", "工业、交通", "农业、林业、水利", "科技、教育", "卫生、体育", "劳动、人事、监察", "公安、安全、司法", "财政、金融、审计", "文化、广电、新闻出版", "商贸、海关、旅游", "民政、扶贫、救灾"]
SENTENCES = [
    "各单位应当按照职责分工，建立健全工作机制，明确责任人员和完成时限，确保各项任务落到实处。", "主管部门负责组织实施和监督管理，并会同有关部门制定配套措施，定期向社会公布执行情况。",
    "申请人应当如实提交有关材料，对材料的真实性负责；材料不齐全的，应当当场或者在五个工作日内一次告知。", "县级以上人民政府应当将所需经费列入本级财政预算，专款专用，不得截留、挪用。",
    "违反本规定的，由主管部门责令限期改正；逾期不改正的，依照有关法律、法规的规定处理。", "鼓励公民、法人和其他组织参与监督，对发现的问题可以通过政务服务热线提出意见和建议。",
    "受理机关应当自受理之日起二十个工作日内作出决定，并书面告知申请人，同时在政府网站公开。", "本市行政区域内从事相关活动的单位和个人，应当遵守本规定，接受主管部门的指导和检查。",
]


def units():
    """Code, full name, short name, kind, level, parent, word of the numbers. The first department has the large catalog."""
    rows = [("BN-000", f"{CITY}人民政府", "市政府", "GOVERNMENT", "CITY", "", "政"), ("BN-001", f"{CITY}人民政府办公室", "市政府办", "DEPARTMENT", "CITY", "BN-000", "政办")]
    for name, short, word in DEPARTMENTS:
        rows.append((f"BN-{len(rows):03}", CITY + name, f"市{short}", "DEPARTMENT", "CITY", "BN-000", word))
    for place in PLACES:
        level = "TOWN" if place[-1] in "镇乡道" else "COUNTY"
        name = f"{place}人民政府" if place[-1] != "道" else f"{place}办事处"
        rows.append((f"BN-{len(rows):03}", CITY + name, place, "GOVERNMENT", level, "BN-000", place[0] + "政"))
    return rows


def catalog(chance, units):
    """Rows of the catalog: the unit of the large one has 8 + 24 + 80 columns and 330 entries, the others ten each."""
    rows = []
    for code, name, *_ in units:
        large = code == "BN-002"
        leaves = [(field, part, leaf) for field in range(8) for part in range(3) for leaf in range(4 if (field * 3 + part) % 3 == 0 else 3)][:80] if large else [(field % 12, 0, field % 3) for field in range(10)]
        entries = 330 if large else 10
        for number in range(entries):
            field, part, leaf = leaves[number % len(leaves)]
            thing = THINGS[(field * 9 + part * 3 + leaf) % len(THINGS)] if large else THINGS[(int(code[3:]) * 10 + number) % len(THINGS)]
            limit = ["自该信息形成或者变更之日起20个工作日内。", "自该信息形成或者变更之日起20个工作日内。", "每季度至少公布一次", "每年3月31日前"][number % 4]
            norm = "1.文件要素包括：标题、文号、正文、发文日期、有效时间。\n2.文件与解读相互关联，同步发布。"
            columns = (FIELDS[field], f"{FIELDS[field].split('、')[0]}公开{part + 1}", f"{thing}信息")
            rows.append((len(rows) + 1, name, *columns, f"{thing}{ACTS[number % len(ACTS)]}情况{number + 1}", norm, limit, "综合科"))
    return rows


def title(chance, unit, day):
    """A title as this unit would write it, with its genre and whether it is normative."""
    name, thing, act = unit[1], chance.choice(THINGS), chance.choice(ACTS)
    year, form = day.year, chance.random()
    area = CITY if chance.random() < 0.6 else (name[len(CITY):] if chance.random() < 0.2 else "")
    if chance.random() < 0.25:
        area += chance.choice(PLACES[:11])
    rule, rule_genre = chance.choice(RULES)
    paper, paper_genre = chance.choice(PAPERS)
    if form < 0.12:
        return f"{area}{thing}{act}{rule}" + ("（试行）" if chance.random() < 0.15 else ""), rule_genre, True
    if form < 0.27:
        return f"{name}关于印发{area}{thing}{act}{rule}的通知", rule_genre, True
    if form < 0.42:
        return f"{name}关于印发{year}年{thing}{act}{paper}的通知", paper_genre, False
    if form < 0.52:
        return f"{name}关于进一步{chance.choice(['加强', '规范', '做好', '完善', '深化', '优化'])}{thing}{act}工作的{chance.choice(['通知', '意见', '实施意见', '若干意见'])}", "OPINION", chance.random() < 0.4
    if form < 0.62:
        return f"{name}关于{chance.choice(PLACES)}{thing}{act}项目（{year}年第{chance.randrange(1, 40)}批）的批复", "REPLY", False
    if form < 0.70:
        return f"{name}关于{year}年{chance.choice(['第一季度', '第二季度', '第三季度', '上半年', '下半年'])}{thing}{act}情况的{chance.choice(['通报', '公告', '报告'])}", "NOTICE", False
    if form < 0.76:
        return f"{name}关于修改《{CITY}{thing}{act}{rule}》的决定", "DECISION", True
    if form < 0.82:
        return f"{name}关于延长《{CITY}{thing}{act}{rule}》有效期的通知", "NOTICE", True
    if form < 0.90:
        return f"关于{CITY}第{chance.randrange(1, 9)}届人大第{chance.randrange(1, 6)}次会议第{chance.randrange(1, 400)}号建议（{thing}{act}）的答复函", "LETTER", False
    if form < 0.95:
        return f"{name}转发省有关部门关于{thing}{act}有关事项的通知", "NOTICE", False
    return f"{name}关于公开征求《{thing}{act}{rule}（征求意见稿）》意见的公告", "NOTICE", False


def events(chance, day, normative, number, key):
    if not normative:
        return [{"kind": "ENACT", "effectiveOn": str(day)}]
    start = day + datetime.timedelta(chance.randrange(60))
    months = chance.choice([60] * 13 + [36] * 5 + [24, 12, None])
    commence = {"kind": "COMMENCE", "effectiveOn": str(start)}
    if months:
        commence["until"] = str(datetime.date(start.year + months // 12, start.month, min(start.day, 28)))
    out = [{"kind": "ENACT", "effectiveOn": str(day)}, commence]
    later, lot = str(start + datetime.timedelta(200 + chance.randrange(1200))), chance.random()
    if lot < 0.08:
        out.append({"kind": "REPEAL", "effectiveOn": later, "citation": "《关于废止部分行政规范性文件的决定》", "instrument": key(number + 1 + chance.randrange(5000))})
    elif lot < 0.18:
        out.append({"kind": "AMEND", "effectiveOn": later, "citation": "《关于修改的决定》"})
    return out


def package(seed, number, count, units, entries):
    chance = random.Random(seed * 1_000_003 + number)
    key = lambda it: {"system": SYSTEM, "id": f"D{it:08}"}
    day = FIRST + datetime.timedelta((LAST - FIRST).days * number // count)
    # The government and its office write more than a bureau, a bureau more than a town.
    unit = chance.choices(units, [6, 8] + [3] * len(DEPARTMENTS) + [1] * len(PLACES))[0]
    name, genre, normative = title(chance, unit, day)
    body = "".join(f"<p>第{article}条　{chance.choice(SENTENCES)}</p>" for article in range(1, 6 + chance.randrange(8)))
    at = datetime.datetime.combine(day, datetime.time(8)) + datetime.timedelta(chance.randrange(20), chance.randrange(36_000))
    joint = [it[0] for it in chance.sample(units, chance.choices([0, 1, 2], [8, 1, 1])[0]) if it[0] != unit[0]]
    document = {
        "title": name, "number": f"云{unit[6]}发〔{day.year}〕{number}号", "indexNumber": f"YL{unit[0][3:]}/{day:%Y%m}-{number:08}", "issuers": [unit[0]] + joint,
        "publisher": unit[0], "genre": genre, "topics": chance.sample(FIELDS, chance.choice([1, 1, 2])), "isNormative": normative, "formedOn": str(day), "issuedOn": str(day),
        "publishedAt": at.isoformat() + "+08:00", "body": body, "draftingOffice": "政策法规科", "publicContact": "0000-2020000", "catalogEntries": [chance.choice(entries[unit[0]])],
    }
    if chance.random() < 0.4:
        document["summary"] = f"就《{name}》有关事项作出安排。"
    out = {"source": key(number), "document": document, "interpretations": [], "relations": [], "validityEvents": events(chance, day, normative, number, key)}
    if chance.random() < 0.3:
        about = f"《{name}》解读"
        out["interpretations"] = [{"form": chance.choice(["TEXT", "INFOGRAPHIC", "QUESTIONS_AND_ANSWERS"]), "title": about, "body": f"<h1>{about}</h1>{body}", "elements": ["BACKGROUND", "MAIN_CONTENT"], "interpretedBy": "政策法规科"}]
    if number and chance.random() < 0.3:
        earlier = chance.randrange(number)
        out["relations"] = [{"kind": chance.choice(["AMENDS", "REPEALS", "CITES"]), "citation": f"《第{earlier}件》", "target": key(earlier)}]
    return out


def write(folder, seed, count):
    os.makedirs(folder, exist_ok=True)
    chance, all_units = random.Random(seed), units()
    rows = catalog(chance, all_units)
    with open(f"{folder}/units.csv", "w", newline="") as file:
        csv.writer(file).writerows([("code", "name", "short_name", "kind", "level", "parent_code"), *(unit[:6] for unit in all_units)])
    with open(f"{folder}/catalog.csv", "w", newline="") as file:
        csv.writer(file).writerows([("serial", "unit", "column_l1", "column_l2", "column_l3", "disclosure_item", "content_norm", "time_limit", "responsible_office"), *rows])
    code = {unit[1]: unit[0] for unit in all_units}
    entries = {}
    for _, unit, *columns, item, _, _, _ in rows:
        entries.setdefault(code[unit], []).append({"unit": code[unit], "columns": columns, "item": item})
    with open(f"{folder}/packages.ndjson", "w") as file:
        for number in range(count):
            file.write(json.dumps(package(seed, number, count, all_units, entries), ensure_ascii=False, separators=(",", ":")) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", nargs="?", help="sqlite:///PATH or postgres://…; the files alone are written where there is none")
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", default="bench-load", help="folder of the files; those that are there already are used as they are")
    parser.add_argument("--gongkai", default="target/release/gongkai", help="the binary")
    args = parser.parse_args()
    timed = time.monotonic()
    if not os.path.exists(f"{args.out}/packages.ndjson"):
        write(args.out, args.seed, args.documents)
        print(f"files: {time.monotonic() - timed:.0f} s", flush=True)
    if not args.database:
        return
    for what in (["units"], ["catalog", "--jurisdiction", CITY, "--edition", "2026年版"], ["packages"]):
        timed = time.monotonic()
        command = [args.gongkai, "--database-url", args.database, "import", what[0], f"{args.out}/{what[0]}.{'ndjson' if what[0] == 'packages' else 'csv'}", *what[1:]]
        if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
            sys.exit("failed: " + " ".join(command))
        print(f"{what[0]}: {time.monotonic() - timed:.0f} s", flush=True)


main()
