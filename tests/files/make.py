"""Makes catalog.xls and catalog.ods, which the tests read; run by hand, with `pip install xlwt odfpy`."""

import datetime

import xlwt
from odf import style, table, text
from odf.opendocument import OpenDocumentSpreadsheet

TITLE = "市某局基层政务公开标准目录"
HEADER = ["序号", "一级栏目", "公开事项", "公开时限", "公开主体"]
# Column and unit of the first two rows are merged; the third is hidden.
ROWS = [
    [1, "政策法规", "规范性文件", "20个工作日内", "市某局"],
    [2, None, "其他文件", datetime.date(2022, 4, 20), None],
    [3, "财政信息", "预算", "同上", "市某局"],
]


def xls():
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("目录")
    sheet.write_merge(0, 0, 0, 4, TITLE)
    for column, header in enumerate(HEADER):
        sheet.write(1, column, header)
    date = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for row, cells in enumerate(ROWS, 2):
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime.date):
                sheet.write(row, column, cell, date)
            elif row == 2 and column in (1, 4):
                sheet.write_merge(2, 3, column, column, cell)
            elif cell is not None:
                sheet.write(row, column, cell)
    sheet.row(4).hidden = True
    book.add_sheet("藏").visibility = 1
    book.save("catalog.xls")


def ods():
    document = OpenDocumentSpreadsheet()
    hidden = style.Style(name="hidden", family="table")
    hidden.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)

    def cell(value, **span):
        if isinstance(value, datetime.date):
            it = table.TableCell(valuetype="date", datevalue=value.isoformat(), **span)
        elif isinstance(value, int):
            it = table.TableCell(valuetype="float", value=value, **span)
        elif value is None:
            return table.CoveredTableCell()
        else:
            it = table.TableCell(valuetype="string", **span)
        it.addElement(text.P(text=str(value)))
        return it

    sheet = table.Table(name="目录")
    row = table.TableRow()
    row.addElement(cell(TITLE, numbercolumnsspanned=5))
    row.addElement(table.CoveredTableCell(numbercolumnsrepeated=4))
    sheet.addElement(row)
    row = table.TableRow()
    for header in HEADER:
        row.addElement(cell(header))
    sheet.addElement(row)
    for number, cells in enumerate(ROWS):
        row = table.TableRow(visibility="collapse") if number == 2 else table.TableRow()
        for column, value in enumerate(cells):
            span = {"numberrowsspanned": 2} if number == 0 and column in (1, 4) else {}
            row.addElement(cell(value, **span))
        sheet.addElement(row)
    rest = table.TableRow(numberrowsrepeated=1048571)
    rest.addElement(table.TableCell(numbercolumnsrepeated=16384))
    sheet.addElement(rest)
    document.spreadsheet.addElement(sheet)
    document.spreadsheet.addElement(table.Table(name="藏", stylename=hidden))
    document.save("catalog.ods")


xls()
ods()
